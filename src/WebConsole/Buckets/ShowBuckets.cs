using Athanor.Access;
using Athanor.Access.Authorization;
using Athanor.Foundation.Paging;
using Athanor.Objects;
using Athanor.Objects.Integrity;
using Athanor.WebConsole.Shell;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Buckets;

internal static class ShowBuckets
{
    private const int PageSize = 50;
    private const int DamagedShown = 20;
    private const int MaximumName = 63;

    public static async Task<IResult> HandleAsync(Caller caller, string? after, BucketDirectory buckets, AccessDirectory directory, DamageRegister damage, CancellationToken cancellation) =>
        Page(await ViewAsync(caller, after is { Length: <= MaximumName } ? after : "", buckets, directory, damage, cancellation));

    public static IResult Page(BucketsView view, int status = StatusCodes.Status200OK) => ConsolePage.Of<BucketsPage, BucketsView>(view, status);

    public static async Task<BucketsView> ViewAsync(Caller caller, string after, BucketDirectory buckets, AccessDirectory directory, DamageRegister damage, CancellationToken cancellation)
    {
        var projects = await directory.ListProjectsAsync(caller, after: "", Pages.MaximumSize, cancellation);
        return new(
            await buckets.ReportAsync(caller, after, PageSize, cancellation),
            [.. projects.Items.Select(project => project.Name).Where(project => Authorizer.Allows(caller, ObjectsPermissions.Manage, project))],
            Authorizer.Allows(caller, ObjectsPermissions.Check, project: null) ? (await damage.ListAsync("", DamagedShown, cancellation)).Items : []);
    }
}
