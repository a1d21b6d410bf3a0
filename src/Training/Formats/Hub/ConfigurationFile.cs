using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Athanor.Foundation.Problems;

namespace Athanor.Training.Formats.Hub;

/// <summary>config.json, which says what model a folder's weights belong to.</summary>
internal static class ConfigurationFile
{
    public const string FileName = "config.json";
    private const long MostBytes = 64L << 20;
    private const int Depth = 32;
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(string folder, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        WholeFile.Write(Path.Combine(folder, FileName), buffer.WrittenSpan.ToArray());
    }

    public static T Read<T>(string folder, Func<JsonElement, T> read)
    {
        using var json = Parse(Path.Combine(folder, FileName));
        return read(json.RootElement);
    }

    /// <summary>Any small JSON file that comes with a model.</summary>
    public static JsonDocument Parse(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length > MostBytes) throw new JsonException();
            var json = JsonDocument.Parse(file, new JsonDocumentOptions { MaxDepth = Depth });
            if (json.RootElement.ValueKind == JsonValueKind.Object) return json;
            json.Dispose();
            throw new JsonException();
        }
        catch (JsonException)
        {
            throw new ProblemException(FormatsProblems.BadConfiguration(path, "something else in it than a JSON object of bearable size"));
        }
    }
}
