using System.Text.Json;
using System.Text.Json.Serialization;

namespace Athanor.Foundation.Units;

/// <summary>On the wire it is a number of watts.</summary>
public sealed class WattsJsonConverter : JsonConverter<Watts>
{
    public override Watts Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetDouble());

    public override void Write(Utf8JsonWriter writer, Watts value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
}
