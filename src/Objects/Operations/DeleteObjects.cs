using Athanor.Objects.Door;
using Athanor.Objects.Model;
using Athanor.Objects.Wire;
using Athanor.Objects.Wire.Answers;
using Athanor.Objects.Wire.Documents;

namespace Athanor.Objects.Operations;

internal static class DeleteObjects
{
    public static async Task HandleAsync(S3Request request)
    {
        var asked = Wire.Documents.DeleteObjects.Read(await RequestDocument.ReadAsync(request)).OrThrow();
        if (asked.Objects.Any(one => one.Size is not null)) throw new S3Exception(S3Error.NotImplemented("Size of DeleteObjects"));

        // Concurrent deletes share a commit, so a thousand of them cost a few.
        var outcomes = await Task.WhenAll(asked.Objects.Select(one => DeleteAsync(request, one)));
        var deleted = new List<DeleteObjectsAnswer.Deleted>();
        var failed = new List<DeleteObjectsAnswer.Failed>();
        foreach (var (one, outcome) in asked.Objects.Zip(outcomes))
        {
            if (outcome.Failure is null) deleted.Add(new(one.Key.Value, one.VersionId, outcome.IsMarker, outcome.Version));
            else failed.Add(new(one.Key.Value, one.VersionId, ObjectResponse.ErrorOf(outcome.Failure, request.Bucket.Name, one.Key.Value)));
        }
        await S3Answers.XmlAsync(request.Context, target => new DeleteObjectsAnswer(deleted, failed).Write(asked.IsQuiet, target));
    }

    private static Task<DeleteOutcome> DeleteAsync(S3Request request, ObjectToDelete one) =>
        request.Objects.DeleteAsync(request.Caller.Actor, request.Bucket, one.Key.Value, one.VersionId, new(one.ETag, null), request.Cancellation);
}
