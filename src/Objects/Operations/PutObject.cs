using Athanor.Objects.Door;
using Athanor.Objects.Model;

namespace Athanor.Objects.Operations;

internal static class PutObject
{
    public static async Task HandleAsync(S3Request request) => ObjectResponse.Written(request, await StoreAsync(request));

    public static async Task<StoredObject> StoreAsync(S3Request request)
    {
        if (request.Form is null) LockHeaders.DemandChecksum(request, LockHeaders.Parse(request) is not null, "Put Object");
        var key = await EncryptionHeaders.KeyForNewAsync(request);
        var headers = ObjectHeadersReading.Read(request) with { Encryption = key?.Encryption };
        var condition = ObjectResponse.ConditionOf(request);

        // A condition that fails already spares the client sending the whole body; it is asked again with the commit.
        if (condition.IsAny)
        {
            var present = await request.Objects.FindAsync(request.Bucket, request.Key, null, request.Cancellation);
            if (!condition.Holds(present)) ObjectResponse.Require(condition.FailureFor(present), request);
        }

        var outcome = await IncomingContent.StoreAsync(
            request, key, wanted: null, content => request.Objects.PutAsync(request.Caller.Actor, request.Bucket, request.Key, content, headers, condition, request.Cancellation));
        return ObjectResponse.Require(outcome, request);
    }
}
