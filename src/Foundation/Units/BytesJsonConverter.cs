using System.Text.Json;
using System.Text.Json.Serialization;

namespace Athanor.Foundation.Units;

/// <summary>On the wire a size is its number of bytes.</summary>
public sealed class BytesJsonConverter : JsonConverter<Bytes>
{
    public override Bytes Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, Bytes value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
}
