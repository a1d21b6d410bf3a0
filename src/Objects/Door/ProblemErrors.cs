using Athanor.Foundation.Problems;
using Athanor.Objects.Blobs;
using Athanor.Objects.Wire;

namespace Athanor.Objects.Door;

/// <summary>Problems of this and other slices in the words of S3.</summary>
internal static class ProblemErrors
{
    /// <summary>Null for those that no client can do anything about.</summary>
    public static S3Error? Find(Problem problem) => problem switch
    {
        { Status: 429 } => S3Errors.SlowDown,
        { Code: ObjectsProblems.QuotaExceededCode } => S3Errors.QuotaExceeded.Because(problem.Detail),
        { Status: 503 or 507 } => S3Errors.ServiceUnavailable.Because($"{problem.Detail} {problem.Hint}"),
        { Code: BlobProblems.TooShortCode or BlobProblems.TooLongCode } => S3Errors.IncompleteBody.Because(problem.Detail),
        { Status: 403 } => S3Errors.AccessDenied.Because($"{problem.Detail} {problem.Hint}"),
        { Status: 404 } => S3Errors.NoSuchKey.Because($"{problem.Detail} {problem.Hint}"),
        { Status: 405 } => S3Errors.MethodNotAllowed.Because($"{problem.Detail} {problem.Hint}"),
        { Status: < 500 } => S3Errors.InvalidArgument.Because($"{problem.Detail} {problem.Hint}"),
        _ => null,
    };
}
