using Athanor.Objects.Door;
using Athanor.Objects.Model;
using Athanor.Objects.Wire;
using Microsoft.AspNetCore.Http;

namespace Athanor.Objects.Operations;

internal static class DeleteObject
{
    // S3 knows these for directory buckets alone; a condition that is not asked must not be passed over.
    private static readonly string[] Unsupported = ["x-amz-if-match-last-modified-time", "x-amz-if-match-size"];

    public static async Task HandleAsync(S3Request request)
    {
        if (Unsupported.FirstOrDefault(name => request.Header(name) is not null) is { } header) throw new S3Exception(S3Error.NotImplemented(header));
        var condition = new WriteCondition(request.Header("If-Match"), null);
        var isBypassing = await LockHeaders.BypassesGovernanceAsync(request, request.ObjectKey!, request.VersionId);
        var outcome = await request.Objects.DeleteAsync(request.Caller.Actor, request.Bucket, request.Key, request.VersionId, condition, request.Cancellation, isBypassing);
        if (outcome.Failure is { } failure) throw new S3Exception(ObjectResponse.ErrorOf(failure, request.Bucket.Name, request.Key));
        Describe(request.Response.Headers, request.Bucket, outcome);
        request.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static void Describe(IHeaderDictionary headers, Bucket bucket, DeleteOutcome outcome)
    {
        if (bucket.Versioning == Versioning.Off || outcome.Version is null) return;
        headers["x-amz-version-id"] = outcome.Version;
        if (outcome.IsMarker) headers["x-amz-delete-marker"] = "true";
    }
}
