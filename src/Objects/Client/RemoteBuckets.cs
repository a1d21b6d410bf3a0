using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Athanor.Objects.Names;

namespace Athanor.Objects.Client;

/// <summary>Buckets and objects behind an S3 door, one method per operation.</summary>
public sealed class RemoteBuckets(S3Client client)
{
    private const int DeletedTogether = 1000;

    internal S3Client Client { get; } = client;

    public async Task<List<(string Name, DateTimeOffset CreatedAt)>> ListBucketsAsync(CancellationToken cancellation) =>
        [.. Named(await Client.AskAsync(new(HttpMethod.Get), cancellation), "Bucket").Select(bucket => (Text(bucket, "Name"), Time(bucket, "CreationDate")))];

    public Task CreateAsync(string bucket, string? project, CancellationToken cancellation) =>
        Client.TellAsync(new(HttpMethod.Put, bucket) { Headers = project is null ? [] : [("x-athanor-project", project)] }, cancellation);

    public Task DeleteBucketAsync(string bucket, CancellationToken cancellation) => Client.TellAsync(new(HttpMethod.Delete, bucket), cancellation);

    /// <summary>Objects with a prefix, in the order of their keys; with a delimiter, those behind it as one common prefix.</summary>
    public async IAsyncEnumerable<RemoteObject> ListAsync(string bucket, string prefix, string delimiter, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (string? token = ""; token is not null;)
        {
            List<(string, string)> query = [("list-type", "2"), ("prefix", prefix), ("delimiter", delimiter), ("encoding-type", "url")];
            if (token.Length > 0) query.Add(("continuation-token", token));
            var page = await Client.AskAsync(new(HttpMethod.Get, bucket) { Query = query }, cancellation);
            foreach (var common in Named(page, "CommonPrefixes")) yield return new(Decoded(common, "Prefix"), null, null, null);
            foreach (var item in Named(page, "Contents")) yield return ObjectOf(item);
            token = Find(page, "NextContinuationToken");
        }
    }

    /// <summary>Every version and marker, by key and newest first.</summary>
    public async IAsyncEnumerable<RemoteObject> ListVersionsAsync(string bucket, string prefix, string delimiter, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for ((string Key, string Version)? marker = ("", ""); marker is var (key, version);)
        {
            var page = await Client.AskAsync(
                new(HttpMethod.Get, bucket) { Query = [("versions", ""), ("prefix", prefix), ("delimiter", delimiter), ("encoding-type", "url"), ("key-marker", key), ("version-id-marker", version)] }, cancellation);
            foreach (var common in Named(page, "CommonPrefixes")) yield return new(Decoded(common, "Prefix"), null, null, null);
            foreach (var item in page.Elements().Where(item => item.Name.LocalName is "Version" or "DeleteMarker"))
                yield return ObjectOf(item) with { Version = Text(item, "VersionId"), IsLatest = Text(item, "IsLatest") == "true", IsMarker = item.Name.LocalName == "DeleteMarker" };
            marker = Find(page, "NextKeyMarker") is { } next ? (Decode(next), Find(page, "NextVersionIdMarker") ?? "") : null;
        }
    }

    public async Task<RemoteHead> HeadAsync(string bucket, string key, CancellationToken cancellation)
    {
        using var answer = await Client.SendAsync(new(HttpMethod.Head, bucket, key) { Headers = [("x-amz-checksum-mode", "ENABLED")] }, cancellation);
        return RemoteHead.Of(answer);
    }

    public Task UploadAsync(string path, string bucket, string key, Action<long> sent, CancellationToken cancellation) => new FileUpload(Client, bucket, key, sent).RunAsync(path, cancellation);

    public Task DownloadAsync(string bucket, string key, string path, Action<long> received, CancellationToken cancellation) => new FileDownload(Client, bucket, key, received).RunAsync(path, cancellation);

    public async Task CopyToAsync(string bucket, string key, Stream target, CancellationToken cancellation)
    {
        using var answer = await Client.SendAsync(new(HttpMethod.Get, bucket, key), cancellation);
        await answer.Content.CopyToAsync(target, cancellation);
    }

    /// <summary>Fills the buffer with what the object holds from the offset on.</summary>
    public async Task ReadAsync(string bucket, string key, long offset, Memory<byte> buffer, CancellationToken cancellation)
    {
        using var answer = await Client.SendAsync(new(HttpMethod.Get, bucket, key) { Headers = [("Range", $"bytes={offset}-{offset + buffer.Length - 1}")] }, cancellation);
        await using var content = await answer.Content.ReadAsStreamAsync(cancellation);
        await content.ReadExactlyAsync(buffer, cancellation);
    }

    /// <summary>The bytes as they arrive, and none where the object is no longer the one with the entity tag.</summary>
    public async Task<Stream> OpenAsync(string bucket, string key, string etag, CancellationToken cancellation)
    {
        var answer = await Client.SendAsync(new(HttpMethod.Get, bucket, key) { Headers = [("If-Match", $"\"{etag}\"")] }, cancellation);
        return await answer.Content.ReadAsStreamAsync(cancellation);
    }

    /// <summary>Copies within the server: no byte travels.</summary>
    public async Task CopyAsync(string bucket, string key, string targetBucket, string targetKey, CancellationToken cancellation) => await Client.AskAsync(
        new(HttpMethod.Put, targetBucket, targetKey) { Headers = [("x-amz-copy-source", $"/{bucket}/{PercentEncoding.Encode(key, keepSlash: true)}")] }, cancellation);

    public Task DeleteAsync(string bucket, string key, CancellationToken cancellation) => Client.TellAsync(new(HttpMethod.Delete, bucket, key), cancellation);

    /// <summary>Deletes keys, or versions of them, a thousand in each request; answers how many.</summary>
    public async Task<int> DeleteAsync(string bucket, IAsyncEnumerable<(string Key, string? Version)> objects, CancellationToken cancellation)
    {
        var count = 0;
        await foreach (var chunk in objects.Chunk(DeletedTogether).WithCancellation(cancellation))
        {
            var document = new XElement("Delete", new XElement("Quiet", "true"), chunk.Select(one => new XElement("Object", new XElement("Key", one.Key), one.Version is null ? null : new XElement("VersionId", one.Version))));
            var body = Encoding.UTF8.GetBytes(document.ToString(SaveOptions.DisableFormatting));
            var answer = await Client.AskAsync(new(HttpMethod.Post, bucket) { Query = [("delete", "")], Headers = [("Content-MD5", Md5Of(body))], Body = body }, cancellation);
            if (Named(answer, "Error").FirstOrDefault() is { } error)
                throw new Foundation.Problems.ProblemException(ClientProblems.Refused(error, System.Net.HttpStatusCode.Conflict, new(HttpMethod.Delete, bucket, Find(error, "Key"))));
            count += chunk.Length;
        }
        return count;
    }

    internal static IEnumerable<XElement> Named(XElement parent, string name) => parent.Descendants().Where(child => child.Name.LocalName == name);

    internal static string? Find(XElement parent, string name) => parent.Elements().FirstOrDefault(child => child.Name.LocalName == name)?.Value is { Length: > 0 } text ? text : null;

    internal static string Text(XElement parent, string name) => Find(parent, name) ?? "";

    private static RemoteObject ObjectOf(XElement item) => new(
        Decoded(item, "Key"), long.TryParse(Text(item, "Size"), out var size) ? size : 0, Time(item, "LastModified"), Text(item, "ETag").Trim('"'));

    private static string Decoded(XElement parent, string name) => Decode(Text(parent, name));

    private static string Decode(string text) => PercentEncoding.TryDecode(text, plusIsSpace: true) ?? text;

    private static DateTimeOffset Time(XElement parent, string name) => DateTimeOffset.TryParse(Text(parent, name), CultureInfo.InvariantCulture, out var time) ? time : default;

#pragma warning disable CA5351 // The protocol's checksum of this document.
    private static string Md5Of(byte[] content) => Convert.ToBase64String(MD5.HashData(content));
#pragma warning restore CA5351
}
