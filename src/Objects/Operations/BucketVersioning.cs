using Athanor.Objects.Door;
using Athanor.Objects.Model;
using Athanor.Objects.Wire;

namespace Athanor.Objects.Operations;

internal static class BucketVersioning
{
    public static Task GetAsync(S3Request request) => S3Answers.XmlAsync(request.Context, "VersioningConfiguration", xml =>
    {
        if (request.Bucket.Versioning != Versioning.Off) xml.WriteElementString("Status", request.Bucket.Versioning.ToString());
    });

    public static async Task PutAsync(S3Request request)
    {
        var document = await S3Documents.ReadAsync(request, "VersioningConfiguration");
        if (S3Documents.Text(document, "MfaDelete") is "Enabled") throw new S3Exception(S3Error.NotImplemented("MfaDelete"));
        var versioning = S3Documents.Text(document, "Status") switch
        {
            "Enabled" => Versioning.Enabled,
            "Suspended" => Versioning.Suspended,
            _ => throw new S3Exception(S3Errors.IllegalVersioningConfiguration),
        };
        await request.Buckets.SetVersioningAsync(request.Caller.Actor, request.Bucket, versioning, request.Cancellation);
    }
}
