using Athanor.Objects.Door;
using Athanor.Objects.Wire;
using Athanor.Objects.Wire.Answers;

namespace Athanor.Objects.Operations;

internal static class DeleteObjects
{
    public static async Task HandleAsync(S3Request request)
    {
        var asked = Wire.Documents.DeleteObjects.Read(await RequestDocument.ReadAsync(request)).OrThrow();
        if (asked.Objects.Any(one => one.ETag is not null || one.Size is not null)) throw new S3Exception(S3Error.NotImplemented("conditions of DeleteObjects"));

        // Concurrent deletes share a commit, so a thousand of them cost a few.
        var outcomes = await Task.WhenAll(asked.Objects.Select(one => request.Objects.DeleteAsync(request.Caller.Actor, request.Bucket, one.Key.Value, one.VersionId, request.Cancellation)));
        var deleted = asked.Objects.Zip(outcomes, (one, outcome) => new DeleteObjectsAnswer.Deleted(one.Key.Value, one.VersionId, outcome.IsMarker, outcome.Version));
        await S3Answers.XmlAsync(request.Context, target => new DeleteObjectsAnswer([.. deleted], []).Write(asked.IsQuiet, target));
    }
}
