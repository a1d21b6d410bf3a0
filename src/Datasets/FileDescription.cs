using System.Text.Json;
using Athanor.Datasets.Trees;
using Athanor.Datasets.Versions;
using Athanor.Objects.Model;
using Microsoft.AspNetCore.StaticFiles;

namespace Athanor.Datasets;

/// <summary>
/// What is said of a file, apart from its bytes. The file's entry keeps what a client said of it; what belongs to the bytes (checksums,
/// parts, encryption) stays with the object that holds them. A type that follows from the name is not kept.
/// </summary>
internal static class FileDescription
{
    private const string Unknown = "binary/octet-stream";
    private const int TagDigits = 32;

    private static readonly FileExtensionContentTypeProvider Types = new() { Mappings = { [".jsonl"] = "application/jsonl", [".npy"] = "application/octet-stream", [".parquet"] = "application/vnd.apache.parquet", [".yaml"] = "application/yaml", [".yml"] = "application/yaml" } };

    public static string TypeOf(string path) => Types.TryGetContentType(path, out var type) ? type : Unknown;

    /// <summary>Null where the client said nothing that does not follow from the name.</summary>
    public static string? Write(string path, ObjectHeaders headers)
    {
        var said = headers with { Checksums = Nothing, Parts = [], UploadId = null, Lock = null, Encryption = null, ContentType = headers.ContentType == TypeOf(path) ? null : headers.ContentType };
        return IsSilent(said) ? null : JsonSerializer.Serialize(said, DatasetsJson.Default.ObjectHeaders);
    }

    public static ObjectHeaders OfContent(ObjectHeaders headers) => new() { Checksums = headers.Checksums, Parts = headers.Parts, UploadId = headers.UploadId, Encryption = headers.Encryption };

    /// <summary>A file as an object of the S3 door; without the object that holds its bytes it can be listed, and not be read.</summary>
    public static StoredObject Describe(string key, TreeEntry entry, FoundContent? found)
    {
        var said = entry.Description is null ? new() : JsonSerializer.Deserialize(entry.Description, DatasetsJson.Default.ObjectHeaders)!;
        var content = found?.Object;
        var isWhole = content is not null && found!.Offset == 0 && entry.Size == content.Size && entry.ETag is not null;
        var headers = said with
        {
            ContentType = said.ContentType ?? TypeOf(entry.Path),
            Checksums = isWhole ? content!.Headers.Checksums : Sha256Of(entry),
            Parts = isWhole ? content!.Headers.Parts : [],
            UploadId = isWhole ? content!.Headers.UploadId : null,
            Encryption = content?.Headers.Encryption,
        };
        return new(key, StoredObject.NullVersion, IsMarker: false, IsLatest: true, entry.Size, entry.ETag ?? TagOf(entry.Digest), entry.ModifiedAt, content?.Blobs ?? [], headers)
        {
            Place = found is null ? new(entry.Content, entry.Offset) : new(found.Object.Key, found.Offset),
            Digest = entry.Digest.ToString(),
        };
    }

    private static IReadOnlyDictionary<string, string> Nothing { get; } = new Dictionary<string, string>();

    // No client takes a tag with a hyphen for the MD5 of the bytes.
    private static string TagOf(Digest digest) => $"{digest.ToString()[..TagDigits]}-1";

    private static Dictionary<string, string> Sha256Of(TreeEntry entry) => new() { ["SHA256"] = Convert.ToBase64String(entry.Digest.ToArray()) };

    private static bool IsSilent(ObjectHeaders said) =>
        said is { ContentType: null, ContentEncoding: null, ContentLanguage: null, ContentDisposition: null, CacheControl: null, Expires: null, Metadata.Count: 0, Tags.Count: 0 };
}
