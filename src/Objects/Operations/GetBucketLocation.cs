using Athanor.Objects.Door;
using Athanor.Objects.Wire.Answers;
using Microsoft.Extensions.DependencyInjection;

namespace Athanor.Objects.Operations;

internal static class GetBucketLocation
{
    public static Task HandleAsync(S3Request request)
    {
        var region = request.Context.RequestServices.GetRequiredService<ObjectsOptions>().Region;
        return S3Answers.XmlAsync(request.Context, target => BucketAnswers.WriteLocation(region, target));
    }
}
