using Athanor.Access.Authorization;
using Athanor.Datasets;
using Athanor.Datasets.Model;
using Athanor.Datasets.Names;
using Athanor.Foundation.Problems;
using Athanor.Objects.Door;
using Athanor.WebConsole.Shell;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Datasets;

/// <summary>What a commit is and changed, what a branch has that no commit has, and what differs between two versions.</summary>
internal static class ShowChanges
{
    private const int ChangesPerPage = 100;

    public static async Task<IResult> CommitAsync(
        PersonalDoor door, string dataset, string commit, string? after, DatasetDirectory datasets, DatasetRefs refs, DatasetFiles files, DatasetChecks checks, CancellationToken cancellation)
    {
        var found = await datasets.GetAsync(door, dataset, DatasetsPermissions.Read, cancellation);
        var shown = await refs.GetCommitAsync(found, commit, cancellation);
        var changes = await files.CompareWithParentAsync(found, shown.Id, "", Bounded(after), ChangesPerPage, cancellation);
        return ConsolePage.Of<CommitPage, CommitView>(
            new(found, shown, new(found, shown.Parents.Count > 0 ? shown.Parents[0] : null, shown.Id, changes), await files.CountAsync(found, shown.Id, cancellation), await DatasetDirectory.MayReadContentAsync(door, found, shown.Id) ? await checks.FindAsync(found, shown, cancellation) : null));
    }

    public static async Task<IResult> CompareAsync(PersonalDoor door, string dataset, string from, string to, string? after, DatasetDirectory datasets, DatasetFiles files, CancellationToken cancellation)
    {
        var found = await datasets.GetAsync(door, dataset, DatasetsPermissions.Read, cancellation);
        return ConsolePage.Of<ComparisonPage, ComparisonView>(new(found, from, to, await files.CompareAsync(found, from, to, "", Bounded(after), ChangesPerPage, cancellation)));
    }

    public static Task<IResult> ChangesAsync(PersonalDoor door, string dataset, string branch, string? after, DatasetDirectory datasets, DatasetRefs refs, DatasetFiles files, CancellationToken cancellation) =>
        ChangesPageAsync(door, dataset, branch, Bounded(after), problem: null, "", datasets, refs, files, cancellation);

    public static Task<IResult> CommitChangesAsync(
        PersonalDoor door, string dataset, string branch, ConsoleForm form, DatasetDirectory datasets, DatasetRefs refs, DatasetFiles files, DatasetHistory history, CancellationToken cancellation)
    {
        var message = form.Text("message");
        return FormAnswer.OfAsync(
            async () =>
            {
                var found = await datasets.GetAsync(door, dataset, DatasetsPermissions.Write, cancellation, branch);
                var commit = await history.CommitAsync(door.Caller, found, RefName.Parse(branch), new CommitNote(message), cancellation);
                return SeeOther.At(DatasetAddress.OfCommit(found.Name, commit.Id));
            },
            problem => ChangesPageAsync(door, dataset, branch, "", problem, message, datasets, refs, files, cancellation));
    }

    public static Task<IResult> ResetAsync(
        PersonalDoor door, string dataset, string branch, DatasetDirectory datasets, DatasetRefs refs, DatasetFiles files, DatasetHistory history, CancellationToken cancellation) => FormAnswer.OfAsync(
        async () =>
        {
            var found = await datasets.GetAsync(door, dataset, DatasetsPermissions.Write, cancellation, branch);
            await history.ResetAsync(door.Caller, found, RefName.Parse(branch), "", cancellation);
            return SeeOther.At(DatasetAddress.Of(found.Name));
        },
        problem => ChangesPageAsync(door, dataset, branch, "", problem, "", datasets, refs, files, cancellation));

    private static async Task<IResult> ChangesPageAsync(
        PersonalDoor door, string dataset, string branch, string after, Problem? problem, string message, DatasetDirectory datasets, DatasetRefs refs, DatasetFiles files, CancellationToken cancellation)
    {
        var found = await datasets.GetAsync(door, dataset, DatasetsPermissions.Read, cancellation);
        var shown = await refs.GetBranchAsync(found, branch, cancellation);
        var changes = await files.ListChangesAsync(found, branch, "", after, ChangesPerPage, cancellation);
        var view = new ChangesView(found, shown, new(found, shown.Head, branch, changes), Authorizer.Allows(door.Caller, DatasetsPermissions.Write, found.Project)) { Problem = problem, TypedMessage = message };
        return ConsolePage.Of<ChangesPage, ChangesView>(view, problem?.Status ?? StatusCodes.Status200OK);
    }

    // A marker is a path.
    private static string Bounded(string? text) => text is { Length: <= 1024 } ? text : "";
}
