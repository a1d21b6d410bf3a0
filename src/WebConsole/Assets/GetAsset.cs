using Athanor.Foundation.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Athanor.WebConsole.Assets;

internal static class GetAsset
{
    public static IResult Handle(string version, string name, HttpResponse response, ConsoleAssets assets)
    {
        var asset = assets.Find(name) ?? throw new ProblemException(ConsoleProblems.UnknownPage);

        // A page of an earlier version may still ask for its assets; it gets today's, and does not keep them.
        response.Headers.CacheControl = assets.IsCurrent(version) ? "public, max-age=31536000, immutable" : "no-cache";
        return TypedResults.Bytes(asset.Content, asset.ContentType, entityTag: new EntityTagHeaderValue(asset.ETag));
    }
}
