using System.Text.Json;
using Athanor.Objects.Wire.Xml;

namespace Athanor.Objects.Wire.Documents;

/// <summary>Lifecycle rules in the JSON of the AWS command line: the elements of the XML, those that repeat in arrays named for the many.</summary>
internal static class LifecycleJson
{
    private static readonly Dictionary<string, string> Repeated = new() { ["Rules"] = "Rule", ["Tags"] = "Tag", ["Transitions"] = "Transition", ["NoncurrentVersionTransitions"] = "NoncurrentVersionTransition" };

    public static Reading<LifecycleConfiguration> Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? LifecycleConfiguration.Read(ElementOf("LifecycleConfiguration", document.RootElement))
                : S3Errors.MalformedXml.Because("The rules are not an object with 'Rules' in it.");
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return S3Errors.MalformedXml.Because("The rules are no JSON.");
        }
    }

    private static Element ElementOf(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => new(name, "", [.. value.EnumerateObject().SelectMany(ElementsOf)]),
        JsonValueKind.String => new(name, value.GetString()!, []),
        _ => new(name, value.GetRawText(), []),
    };

    private static IEnumerable<Element> ElementsOf(JsonProperty property) => property.Value.ValueKind switch
    {
        JsonValueKind.Null => [],
        JsonValueKind.Array => property.Value.EnumerateArray().Select(item => ElementOf(Repeated.GetValueOrDefault(property.Name, property.Name), item)),
        _ => [ElementOf(property.Name, property.Value)],
    };
}
