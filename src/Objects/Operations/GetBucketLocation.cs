using Athanor.Objects.Door;
using Microsoft.Extensions.DependencyInjection;

namespace Athanor.Objects.Operations;

internal static class GetBucketLocation
{
    private const string WordlessRegion = "us-east-1";

    /// <summary>"Buckets in Region us-east-1 have a LocationConstraint of null."</summary>
    public static Task HandleAsync(S3Request request) => S3Answers.XmlAsync(request.Context, "LocationConstraint", xml =>
    {
        var region = request.Context.RequestServices.GetRequiredService<ObjectsOptions>().Region;
        if (region != WordlessRegion) xml.WriteString(region);
    });
}
