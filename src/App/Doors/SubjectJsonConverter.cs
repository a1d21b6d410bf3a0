using System.Text.Json;
using System.Text.Json.Serialization;
using Athanor.Foundation.Identifiers;

namespace Athanor.App.Doors;

internal sealed class SubjectJsonConverter : JsonConverter<Subject>
{
    public override Subject Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Subject.TryParse(reader.GetString(), out var subject) ? subject : throw new JsonException("A subject has the form kind/name.");

    public override void Write(Utf8JsonWriter writer, Subject value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
