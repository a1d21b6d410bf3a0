using Athanor.Objects.Door;
using Athanor.Objects.Model;
using Athanor.Objects.Wire;
using Athanor.Objects.Wire.Documents;

namespace Athanor.Objects.Operations;

internal static class BucketVersioning
{
    public static Task GetAsync(S3Request request)
    {
        bool? isEnabled = request.Bucket.Versioning == Versioning.Off ? null : request.Bucket.Versioning == Versioning.Enabled;
        return S3Answers.XmlAsync(request.Context, new VersioningConfiguration(isEnabled).Write);
    }

    public static async Task PutAsync(S3Request request)
    {
        var configuration = VersioningConfiguration.Read(await RequestDocument.ReadAsync(request)).OrThrow();
        var versioning = configuration.IsEnabled is true ? Versioning.Enabled : Versioning.Suspended;
        if (!await request.Buckets.SetVersioningAsync(request.Caller.Actor, request.Bucket, versioning, request.Cancellation))
            throw new S3Exception(S3Errors.InvalidBucketState.Because("An Object Lock configuration is present on this bucket, so the versioning state cannot be changed."));
    }
}
