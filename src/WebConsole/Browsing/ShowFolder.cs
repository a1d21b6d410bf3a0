using Athanor.Foundation.Problems;
using Athanor.Objects;
using Athanor.Objects.Door;
using Athanor.Objects.Names;
using Athanor.WebConsole.Shell;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Browsing;

internal static class ShowFolder
{
    private const int PageSize = 100;

    public static Task<IResult> HandleAsync(BucketName bucket, string? prefix, string? after, PersonalDoor door, ObjectStore objects, CancellationToken cancellation) =>
        PageAsync(bucket, Bounded(prefix), Bounded(after), problem: null, door, objects, cancellation);

    public static async Task<IResult> PageAsync(BucketName bucket, string prefix, string after, Problem? problem, PersonalDoor door, ObjectStore objects, CancellationToken cancellation)
    {
        var found = await door.DemandAsync(new("ListObjectsV2", bucket) { Parameters = new Dictionary<string, string> { ["prefix"] = prefix, ["delimiter"] = "/" } });
        var content = await objects.ListAsync(found, prefix, "/", after, PageSize, cancellation);
        var mayStore = await door.MayAsync(new("PutObject", bucket, SampleIn(prefix)));
        return ConsolePage.Of<FolderPage, FolderView>(new(found, prefix, after, content, mayStore) { Problem = problem }, problem?.Status ?? StatusCodes.Status200OK);
    }

    /// <summary>What could not be part of a key is not asked for.</summary>
    public static string Bounded(string? text) => ObjectKey.TryParse(text, out var key) ? key.Value : "";

    // Whether uploading is offered is asked of a file that could come; each that does come is asked for itself.
    private static ObjectKey SampleIn(string prefix) => ObjectKey.TryParse($"{prefix[..(prefix.LastIndexOf('/') + 1)]}file", out var key) || ObjectKey.TryParse("file", out key) ? key : throw new InvalidOperationException("The sample is a key.");
}
