using System.Text.Json;
using System.Text.Json.Serialization;

namespace Athanor.Foundation.Units;

/// <summary>On the wire it is the amount; the currency is said once, beside all of them. So it is only written.</summary>
public sealed class MoneyJsonConverter : JsonConverter<Money>
{
    public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException("An amount alone does not say its currency.");

    public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Amount);
}
