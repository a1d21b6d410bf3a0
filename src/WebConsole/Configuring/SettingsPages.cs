using Athanor.Access.Authorization;
using Athanor.Foundation.Problems;
using Athanor.Objects;
using Athanor.Objects.Door;
using Athanor.Objects.Names;
using Athanor.Objects.Usage;
using Athanor.WebConsole.Shell;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Configuring;

/// <summary>Makes the page of a bucket's settings, and does what its forms ask.</summary>
internal sealed class SettingsPages(BucketDirectory buckets, Quotas quotas)
{
    public async Task<IResult> ShowAsync(PersonalDoor door, BucketName bucket, Problem? problem, string? typedCors, CancellationToken cancellation)
    {
        var settings = await door.SettingsAsync(bucket);
        var view = new SettingsView(
            settings, await buckets.UsageAsync(settings.Bucket, cancellation), await quotas.FindAsync(settings.Bucket, cancellation), SettingDocuments.ExplainCors(settings.Cors ?? ""))
        {
            MayManage = Authorizer.Allows(door.Caller, ObjectsPermissions.Manage, settings.Bucket.Project),
            Problem = problem,
            TypedCors = typedCors,
        };
        return ConsolePage.Of<SettingsPage, SettingsView>(view, problem?.Status ?? StatusCodes.Status200OK);
    }

    public Task<IResult> ChangeAsync(PersonalDoor door, BucketName bucket, Func<Task> change, CancellationToken cancellation, string? typedCors = null) => FormAnswer.OfAsync(
        async () =>
        {
            await change();
            return SeeOther.At($"/buckets/{bucket}/settings");
        },
        problem => ShowAsync(door, bucket, problem, typedCors, cancellation));
}
