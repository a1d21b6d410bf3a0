using Athanor.Foundation.Problems;
using Athanor.Objects;
using Athanor.Objects.Door;
using Athanor.Objects.Names;
using Athanor.WebConsole.Buckets;
using Athanor.WebConsole.Shell;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Browsing;

/// <summary>The small forms on the page of an object.</summary>
internal static class ObjectForms
{
    private const int LongestHours = 7 * 24;

    public static Task<IResult> DeleteAsync(BucketName bucket, ObjectKey key, string? version, PersonalDoor door, ObjectStore objects, CancellationToken cancellation) => FormAnswer.OfAsync(
        async () =>
        {
            await door.DoAsync(new PersonalRequest("DeleteObject", bucket, key).OfVersion(version));
            return SeeOther.At(version is null ? BucketAddress.OfFolder(bucket.Value, BucketAddress.FolderOf(key.Value)) : await AfterVersionAsync(bucket, key, door, objects, cancellation));
        },
        problem => ShowObject.PageAsync(bucket, key, version: null, problem, link: null, door, objects, cancellation));

    /// <summary>An earlier version becomes the latest by a copy of it, so nothing is lost by going back.</summary>
    public static Task<IResult> RestoreAsync(BucketName bucket, ObjectKey key, string version, PersonalDoor door, ObjectStore objects, CancellationToken cancellation) => FormAnswer.OfAsync(
        async () =>
        {
            var source = $"/{bucket}/{Uri.EscapeDataString(key.Value)}?versionId={Uri.EscapeDataString(version)}";
            await door.DoAsync(new("CopyObject", bucket, key) { Headers = new Dictionary<string, string> { ["x-amz-copy-source"] = source } });
            return SeeOther.At(BucketAddress.OfObject(bucket.Value, key.Value));
        },
        problem => ShowObject.PageAsync(bucket, key, version: null, problem, link: null, door, objects, cancellation));

    public static Task<IResult> ShareAsync(
        BucketName bucket, ObjectKey key, string? version, ConsoleForm form, PersonalDoor door, ObjectStore objects, TimeProvider clock, CancellationToken cancellation) => FormAnswer.OfAsync(
        async () =>
        {
            var lifetime = TimeSpan.FromHours(form.Number("hours", minimum: 1, LongestHours));
            var address = await door.ShareAsync(bucket, key, version, lifetime) ?? throw new ProblemException(ConsoleProblems.NoSharing);
            return await ShowObject.PageAsync(bucket, key, version, problem: null, new(address.AbsoluteUri, clock.GetUtcNow() + lifetime, door.Caller.KeyId!), door, objects, cancellation);
        },
        problem => ShowObject.PageAsync(bucket, key, version, problem, link: null, door, objects, cancellation));

    private static async Task<string> AfterVersionAsync(BucketName bucket, ObjectKey key, PersonalDoor door, ObjectStore objects, CancellationToken cancellation)
    {
        var found = await door.DemandAsync(new("HeadObject", bucket, key));
        return await objects.FindAsync(found, key.Value, version: null, cancellation) is null
            ? BucketAddress.OfFolder(bucket.Value, BucketAddress.FolderOf(key.Value))
            : BucketAddress.OfObject(bucket.Value, key.Value);
    }
}
