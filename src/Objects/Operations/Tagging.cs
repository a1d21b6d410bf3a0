using System.Text.Json;
using Athanor.Objects.Door;
using Athanor.Objects.Model;
using Athanor.Objects.Policies;
using Athanor.Objects.Wire;
using Microsoft.AspNetCore.Http;

namespace Athanor.Objects.Operations;

/// <summary>Tags of objects and of buckets.</summary>
internal static class Tagging
{
    public const string Kind = "tagging";

    /// <summary>As a setting of a bucket.</summary>
    public static string Serialize(IReadOnlyDictionary<string, string> tags) => JsonSerializer.Serialize(tags, ObjectsJson.Default.IReadOnlyDictionaryStringString);

    public static async Task GetOfObjectAsync(S3Request request)
    {
        var stored = await FindAsync(request);
        if (request.Bucket.Versioning != Versioning.Off) request.Response.Headers["x-amz-version-id"] = stored.Version;
        await WriteAsync(request, stored.Headers.Tags);
    }

    public static async Task PutOfObjectAsync(S3Request request)
    {
        var tags = await ReadAsync(request, TagSet.MaximumOfObject);
        if (!request.Known.Rules.AreSilent) await request.Admission.DemandAsync(request, [S3Actions.Of(request.Operation.Name, request.NamedVersion is not null)], tags);
        await SetAsync(request, tags);
    }

    public static async Task DeleteOfObjectAsync(S3Request request)
    {
        await SetAsync(request, new Dictionary<string, string>());
        request.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    public static async Task GetOfBucketAsync(S3Request request)
    {
        var text = await request.Buckets.FindSettingAsync(request.Bucket, Kind, request.Cancellation) ?? throw new S3Exception(S3Errors.NoSuchTagSet.With("BucketName", request.Bucket.Name));
        await WriteAsync(request, JsonSerializer.Deserialize(text, ObjectsJson.Default.IReadOnlyDictionaryStringString)!);
    }

    public static async Task PutOfBucketAsync(S3Request request)
    {
        var tags = await ReadAsync(request, TagSet.MaximumOfBucket);
        await request.Buckets.SetSettingAsync(request.Caller.Actor, request.Bucket, Kind, Serialize(tags), request.Cancellation);
        request.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    public static async Task DeleteOfBucketAsync(S3Request request)
    {
        await request.Buckets.RemoveSettingAsync(request.Caller.Actor, request.Bucket, Kind, request.Cancellation);
        request.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static async Task<StoredObject> FindAsync(S3Request request)
    {
        var stored = await request.Objects.FindAsync(request.Bucket, request.Key, request.VersionId, request.Cancellation);
        return stored is { IsMarker: false } ? stored : throw new S3Exception((request.VersionId is null ? S3Errors.NoSuchKey : S3Errors.NoSuchVersion).With("Key", request.Key));
    }

    private static async Task SetAsync(S3Request request, IReadOnlyDictionary<string, string> tags)
    {
        var stored = await request.Objects.SetTagsAsync(request.Caller.Actor, request.Bucket, request.Key, request.VersionId, tags, request.Cancellation)
            ?? throw new S3Exception((request.VersionId is null ? S3Errors.NoSuchKey : S3Errors.NoSuchVersion).With("Key", request.Key));
        if (request.Bucket.Versioning != Versioning.Off) request.Response.Headers["x-amz-version-id"] = stored.Version;
    }

    private static async Task<IReadOnlyDictionary<string, string>> ReadAsync(S3Request request, int maximum) =>
        Wire.Documents.Tagging.Read(await RequestDocument.ReadAsync(request), maximum).OrThrow().ToDictionary();

    private static Task WriteAsync(S3Request request, IReadOnlyDictionary<string, string> tags) =>
        S3Answers.XmlAsync(request.Context, target => Wire.Documents.Tagging.Write(new TagSet([.. tags]), target));
}
