using Athanor.Objects.Door;
using Athanor.Objects.Wire;
using Microsoft.AspNetCore.Http;

namespace Athanor.Objects.Operations;

internal static class AbortMultipartUpload
{
    public static async Task HandleAsync(S3Request request)
    {
        if (!await request.Uploads.AbortAsync(await request.UploadAsync(), request.Cancellation)) throw new S3Exception(S3Errors.NoSuchUpload);
        request.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
