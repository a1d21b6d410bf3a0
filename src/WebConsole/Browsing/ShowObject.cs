using Athanor.Foundation.Problems;
using Athanor.Objects;
using Athanor.Objects.Door;
using Athanor.Objects.Names;
using Athanor.WebConsole.Shell;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Browsing;

internal static class ShowObject
{
    private const int MostVersions = 50;

    public static Task<IResult> HandleAsync(BucketName bucket, ObjectKey key, string? version, PersonalDoor door, ObjectStore objects, CancellationToken cancellation) =>
        PageAsync(bucket, key, version, problem: null, link: null, door, objects, cancellation);

    public static async Task<IResult> PageAsync(
        BucketName bucket, ObjectKey key, string? version, Problem? problem, SharedLink? link, PersonalDoor door, ObjectStore objects, CancellationToken cancellation)
    {
        var found = await door.DemandAsync(new PersonalRequest("HeadObject", bucket, key).OfVersion(version));
        var stored = await objects.FindAsync(found, key.Value, version, cancellation) is { IsMarker: false } live ? live : null;
        var maySeeVersions = await door.MayAsync(new("ListObjectVersions", bucket));

        // The key comes before all that begin with it, so its versions are the first of the listing.
        var versions = maySeeVersions ? (await objects.ListVersionsAsync(found, key.Value, "", "", "", MostVersions + 1, cancellation)).Versions.Where(one => one.Key == key.Value).ToList() : [];
        if (stored is null && (version is not null || versions.Count == 0)) await door.FindAsync(bucket, key, version);

        return ConsolePage.Of<ObjectPage, ObjectView>(
            new(found, key.Value, version, stored, [.. versions.Take(MostVersions)])
            {
                HasMoreVersions = versions.Count > MostVersions,
                MayWrite = await door.MayAsync(new("PutObject", bucket, key)),
                MayDeleteVersions = await door.MayAsync(new PersonalRequest("DeleteObject", bucket, key).OfVersion("any")),
                Preview = stored is null ? null : await PreviewReading.OfAsync(door, found, stored, version),
                Link = link,
                Problem = problem,
            },
            problem?.Status ?? StatusCodes.Status200OK);
    }
}
