using Athanor.Objects.Door;
using Athanor.Objects.Wire.Answers;

namespace Athanor.Objects.Operations;

internal static class CreateMultipartUpload
{
    public static async Task HandleAsync(S3Request request)
    {
        var upload = await request.Uploads.StartAsync(request.Caller.Actor, request.Bucket, request.Key, ObjectHeadersReading.Read(request), request.Cancellation);
        if (request.Header("x-amz-checksum-algorithm") is { } algorithm) request.Response.Headers["x-amz-checksum-algorithm"] = algorithm;
        await S3Answers.XmlAsync(request.Context, target => UploadAnswers.WriteInitiated(request.Bucket.Name, request.Key, upload.Id, target));
    }
}
