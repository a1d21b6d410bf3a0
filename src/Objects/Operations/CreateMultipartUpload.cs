using Athanor.Objects.Door;

namespace Athanor.Objects.Operations;

internal static class CreateMultipartUpload
{
    public static async Task HandleAsync(S3Request request)
    {
        var upload = await request.Uploads.StartAsync(request.Caller.Actor, request.Bucket, request.Key, ObjectHeadersReading.Read(request), request.Cancellation);
        if (request.Header("x-amz-checksum-algorithm") is { } algorithm) request.Response.Headers["x-amz-checksum-algorithm"] = algorithm;
        await S3Answers.XmlAsync(request.Context, "InitiateMultipartUploadResult", xml =>
        {
            xml.WriteElementString("Bucket", request.Bucket.Name);
            xml.WriteElementString("Key", request.Key);
            xml.WriteElementString("UploadId", upload.Id);
        });
    }
}
