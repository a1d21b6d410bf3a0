using Athanor.Foundation.Problems;
using Athanor.Objects.Door;
using Athanor.Objects.Model;
using Athanor.Objects.Policies;
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

        var (allowed, failed) = await AskAsync(request, asked.Objects);

        // Concurrent deletes share a commit, so a thousand of them cost a few.
        var outcomes = await Task.WhenAll(allowed.Select(one => TryDeleteAsync(request, one)));
        var deleted = new List<DeleteObjectsAnswer.Deleted>();
        foreach (var (one, (outcome, error)) in allowed.Zip(outcomes))
        {
            if (error is null) deleted.Add(new(one.Key.Value, one.VersionId, outcome.IsMarker, outcome.Version));
            else failed.Add(new(one.Key.Value, one.VersionId, error));
        }
        await S3Answers.XmlAsync(request.Context, target => new DeleteObjectsAnswer(deleted, failed).Write(asked.IsQuiet, target));
    }

    // Where only roles decide, the door has asked already.
    private static async Task<(IReadOnlyList<ObjectToDelete> Allowed, List<DeleteObjectsAnswer.Failed> Refused)> AskAsync(S3Request request, IReadOnlyList<ObjectToDelete> asked)
    {
        if (request.Known.Rules.AreSilent) return (asked, []);

        var (allowed, refused) = (new List<ObjectToDelete>(), new List<DeleteObjectsAnswer.Failed>());
        foreach (var one in asked)
        {
            var action = S3Actions.Of("DeleteObjects", one.VersionId is not null);
            if (await request.Admission.AllowsAsync(request, request.Known, ObjectsPermissions.Write, action, one.Key, one.VersionId)) allowed.Add(one);
            else refused.Add(new(one.Key.Value, one.VersionId, S3Errors.AccessDenied));
        }
        return (allowed, refused);
    }

    private static async Task<(DeleteOutcome Outcome, S3Error? Error)> TryDeleteAsync(S3Request request, ObjectToDelete one)
    {
        try
        {
            var outcome = await DeleteAsync(request, one);
            return (outcome, outcome.Failure is null ? null : ObjectResponse.ErrorOf(outcome.Failure, request.Bucket.Name, one.Key.Value));
        }
        catch (ProblemException refused) when (refused.Problem.Status < 500 && ProblemErrors.Find(refused.Problem) is { } error)
        {
            return (DeleteOutcome.Nothing, error);
        }
    }

    private static async Task<DeleteOutcome> DeleteAsync(S3Request request, ObjectToDelete one)
    {
        var isBypassing = await LockHeaders.BypassesGovernanceAsync(request, one.Key, one.VersionId);
        return await request.Objects.DeleteAsync(request.Caller.Actor, request.Bucket, one.Key.Value, one.VersionId, new(one.ETag, null), request.Cancellation, isBypassing);
    }
}
