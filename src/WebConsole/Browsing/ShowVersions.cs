using Athanor.Objects;
using Athanor.Objects.Door;
using Athanor.Objects.Names;
using Athanor.WebConsole.Shell;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Browsing;

/// <summary>Every version of every object, those that are deleted included: the way back to them.</summary>
internal static class ShowVersions
{
    private const int PageSize = 100;
    private const int MaximumVersion = 100;

    public static async Task<IResult> HandleAsync(BucketName bucket, string? prefix, string? key, string? version, PersonalDoor door, ObjectStore objects, CancellationToken cancellation)
    {
        var (from, marker) = (ShowFolder.Bounded(prefix), version is { Length: <= MaximumVersion } ? version : "");
        var found = await door.DemandAsync(new("ListObjectVersions", bucket) { Parameters = new Dictionary<string, string> { ["prefix"] = from } });
        return ConsolePage.Of<AllVersionsPage, AllVersionsView>(new(found, from, await objects.ListVersionsAsync(found, from, "", ShowFolder.Bounded(key), marker, PageSize, cancellation)));
    }
}
