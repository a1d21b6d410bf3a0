using Athanor.Access;
using Athanor.Access.Authorization;
using Athanor.Foundation.Identifiers;
using Athanor.Foundation.Paging;
using Athanor.Foundation.Problems;
using Athanor.Objects;
using Athanor.Objects.Blobs;
using Athanor.Objects.Integrity;
using Athanor.Objects.Usage;
using Athanor.WebConsole.Configuring;
using Athanor.WebConsole.Shell;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Storage;

/// <summary>What the keeper of the server sees of its objects, and may do about them.</summary>
internal sealed class StoragePages(IBlobStore blobs, Scrubber scrubber, Quotas quotas, DamageRegister damage, AccessDirectory directory)
{
    public static Task<IResult> ShowAsync(Caller caller, StoragePages pages, CancellationToken cancellation) => pages.PageAsync(caller, problem: null, cancellation);

    public static async Task<IResult> ScrubAsync(Caller caller, StoragePages pages, CancellationToken cancellation)
    {
        await pages.StartScrubAsync(caller, cancellation);
        return SeeOther.At("/storage");
    }

    public static Task<IResult> SetQuotaAsync(Caller caller, ConsoleForm form, StoragePages pages, CancellationToken cancellation) => FormAnswer.OfAsync(
        async () =>
        {
            await pages.SetProjectQuotaAsync(caller, form, cancellation);
            return SeeOther.At("/storage");
        },
        problem => pages.PageAsync(caller, problem, cancellation));

    private Task<ScrubState> StartScrubAsync(Caller caller, CancellationToken cancellation) => scrubber.StartPassAsync(caller.Actor, cancellation);

    private async Task SetProjectQuotaAsync(Caller caller, ConsoleForm form, CancellationToken cancellation)
    {
        if (!ProjectName.TryParse(form.Text("project"), out var name)) throw new ProblemException(ConsoleProblems.BadField("project", ProjectName.Rule));
        var project = await directory.GetProjectAsync(name, cancellation);
        await quotas.SetAsync(caller.Actor, project.Name, SettingForms.QuotaOf(form), cancellation);
    }

    private async Task<IResult> PageAsync(Caller caller, Problem? problem, CancellationToken cancellation)
    {
        var seesDamage = Authorizer.Allows(caller, ObjectsPermissions.Check, project: null);
        var projects = await directory.ListProjectsAsync(caller, after: "", Pages.MaximumSize, cancellation);
        var view = new StorageView(
            await blobs.MeasureAsync(cancellation),
            await scrubber.FindStateAsync(cancellation),
            await quotas.ReportAsync([.. projects.Items.Select(project => project.Name)], cancellation),
            seesDamage ? (await damage.ListAsync("", Pages.DefaultSize, cancellation)).Items : [])
        { Problem = problem };
        return ConsolePage.Of<StoragePage, StorageView>(view, problem?.Status ?? StatusCodes.Status200OK);
    }
}
