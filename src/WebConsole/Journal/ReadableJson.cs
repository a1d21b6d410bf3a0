using System.Text.Encodings.Web;
using System.Text.Json;

namespace Athanor.WebConsole.Journal;

internal static class ReadableJson
{
    // The page encodes it for HTML, so the text itself stays as people wrote it.
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Indent(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return JsonSerializer.Serialize(document.RootElement, Indented);
        }
        catch (JsonException)
        {
            return json;
        }
    }
}
