using Athanor.Objects.Door;
using Microsoft.Extensions.DependencyInjection;

namespace Athanor.Objects.Operations;

internal static class HeadBucket
{
    public static Task HandleAsync(S3Request request)
    {
        request.Response.Headers["x-amz-bucket-region"] = request.Context.RequestServices.GetRequiredService<ObjectsOptions>().Region;
        return Task.CompletedTask;
    }
}
