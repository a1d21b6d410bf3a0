using System.Formats.Tar;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Athanor.EndToEnd.Datasets;

/// <summary>What the tests ask of datasets again and again.</summary>
internal static class DatasetServer
{
    public static string PathOf(string dataset, string rest = "") => $"/api/v1/datasets/{dataset}{rest}";

    public static Task<JsonElement> CreateDatasetAsync(this AthanorServer server, string name) => server.Client.CreateAsync("/api/v1/datasets", new { name });

    public static Task<JsonElement> CommitAsync(this AthanorServer server, string dataset, string branch, string message = "What changed") =>
        server.Client.CreateAsync(PathOf(dataset, $"/branches/{branch}/commit"), new { message });

    public static Task<HttpResponseMessage> ImportAsync(this AthanorServer server, string dataset, string branch, IEnumerable<KeyValuePair<string, string>> files, string prefix = "") =>
        server.ImportAsync(dataset, branch, files.Select(file => new KeyValuePair<string, byte[]>(file.Key, Encoding.UTF8.GetBytes(file.Value))), prefix);

    public static async Task<HttpResponseMessage> ImportAsync(this AthanorServer server, string dataset, string branch, IEnumerable<KeyValuePair<string, byte[]>> files, string prefix = "")
    {
        using var content = new ByteArrayContent(TarOf(files)) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-tar") } };
        return await server.Client.PostAsync(PathOf(dataset, $"/branches/{branch}/import?prefix={prefix}"), content);
    }

    /// <summary>The digest of every file of a version, by path.</summary>
    public static async Task<Dictionary<string, string>> ManifestAsync(this AthanorServer server, string dataset, string reference)
    {
        var text = await server.Client.GetStringAsync(PathOf(dataset, $"/manifest?ref={reference}"));
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line))
            .ToDictionary(file => file.GetProperty("path").GetString()!, file => file.GetProperty("digest").GetString()!);
    }

    public static Task<JsonElement> BranchAsync(this AthanorServer server, string dataset, string branch) => server.Client.GetFromJsonAsync<JsonElement>(PathOf(dataset, $"/branches/{branch}"));

    private static byte[] TarOf(IEnumerable<KeyValuePair<string, byte[]>> files)
    {
        var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true))
            foreach (var (path, content) in files) tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(content) });
        return stream.ToArray();
    }
}
