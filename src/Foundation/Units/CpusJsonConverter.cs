using System.Text.Json;
using System.Text.Json.Serialization;

namespace Athanor.Foundation.Units;

/// <summary>On the wire it is a number of processors.</summary>
public sealed class CpusJsonConverter : JsonConverter<Cpus>
{
    public override Cpus Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Cpus.TryParse(reader.GetDecimal().ToString(System.Globalization.CultureInfo.InvariantCulture), out var cpus) ? cpus : throw new JsonException("It is a number of processors with at most three digits behind the point.");

    public override void Write(Utf8JsonWriter writer, Cpus value, JsonSerializerOptions options) => writer.WriteNumberValue((decimal)value.Thousandths / 1000);
}
