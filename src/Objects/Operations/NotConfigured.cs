using Athanor.Objects.Door;
using Athanor.Objects.Wire;

namespace Athanor.Objects.Operations;

/// <summary>Settings that cannot be made here are truly not there, and S3 has an error of its own to say so of each.</summary>
internal static class NotConfigured
{
    public static Func<S3Request, Task> Answer(S3Error error) => request => throw new S3Exception(error.With("BucketName", request.Bucket.Name));
}
