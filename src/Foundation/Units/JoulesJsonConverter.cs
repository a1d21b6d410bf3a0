using System.Text.Json;
using System.Text.Json.Serialization;

namespace Athanor.Foundation.Units;

/// <summary>On the wire it is a number of joules.</summary>
public sealed class JoulesJsonConverter : JsonConverter<Joules>
{
    public override Joules Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetDouble());

    public override void Write(Utf8JsonWriter writer, Joules value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
}
