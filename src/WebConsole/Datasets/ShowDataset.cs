using Athanor.Access.Authorization;
using Athanor.Datasets;
using Athanor.Datasets.Names;
using Athanor.Datasets.Trees;
using Athanor.Foundation.Problems;
using Athanor.Objects.Door;
using Athanor.WebConsole.Shell;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Datasets;

/// <summary>The page of a dataset, and its small forms.</summary>
internal static class ShowDataset
{
    private const int CommitsPerPage = 50;
    private const int MostRefs = 200;
    private const int LongestRef = 100;

    public static Task<IResult> HandleAsync(PersonalDoor door, string dataset, string? @ref, string? after, DatasetDirectory datasets, DatasetRefs refs, DatasetHistory history, CancellationToken cancellation) =>
        PageAsync(door, dataset, Bounded(@ref), Bounded(after), problem: null, datasets, refs, history, cancellation);

    public static Task<IResult> AddBranchAsync(PersonalDoor door, string dataset, ConsoleForm form, DatasetDirectory datasets, DatasetRefs refs, DatasetHistory history, CancellationToken cancellation) => ChangeAsync(
        door,
        dataset,
        async () =>
        {
            var found = await datasets.GetAsync(door, dataset, DatasetsPermissions.Write, cancellation, form.Text("name"));
            await DatasetDirectory.DemandContentAsync(door, found, form.Text("from"));
            var branch = await refs.CreateBranchAsync(door.Caller.Actor, found, RefName.Parse(form.Text("name")), form.Text("from"), cancellation);
            return DatasetAddress.OfHistory(found.Name, branch.Name);
        },
        datasets, refs, history, cancellation);

    public static Task<IResult> AddTagAsync(PersonalDoor door, string dataset, ConsoleForm form, DatasetDirectory datasets, DatasetRefs refs, DatasetHistory history, CancellationToken cancellation) => ChangeAsync(
        door,
        dataset,
        async () =>
        {
            var found = await datasets.GetAsync(door, dataset, DatasetsPermissions.Write, cancellation);
            await DatasetDirectory.DemandContentAsync(door, found, form.Text("at"));
            await refs.CreateTagAsync(door.Caller.Actor, found, RefName.Parse(form.Text("name")), form.Text("at"), cancellation);
            return DatasetAddress.Of(found.Name);
        },
        datasets, refs, history, cancellation);

    public static Task<IResult> MergeAsync(PersonalDoor door, string dataset, ConsoleForm form, DatasetDirectory datasets, DatasetRefs refs, DatasetHistory history, CancellationToken cancellation) => ChangeAsync(
        door,
        dataset,
        async () =>
        {
            var found = await datasets.GetAsync(door, dataset, DatasetsPermissions.Write, cancellation, form.Text("into"));
            await DatasetDirectory.DemandContentAsync(door, found, form.Text("source"));
            var preference = form.Text("prefer") switch { "ours" => Preference.Ours, "theirs" => Preference.Theirs, _ => Preference.None };
            var commit = await history.MergeAsync(door.Caller, found, form.Text("source"), RefName.Parse(form.Text("into")), preference, note: null, cancellation);
            return DatasetAddress.OfCommit(found.Name, commit.Id);
        },
        datasets, refs, history, cancellation);

    private static Task<IResult> ChangeAsync(PersonalDoor door, string dataset, Func<Task<string>> change, DatasetDirectory datasets, DatasetRefs refs, DatasetHistory history, CancellationToken cancellation) => FormAnswer.OfAsync(
        async () => SeeOther.At(await change()), problem => PageAsync(door, dataset, "", "", problem, datasets, refs, history, cancellation));

    private static async Task<IResult> PageAsync(
        PersonalDoor door, string name, string reference, string after, Problem? problem, DatasetDirectory datasets, DatasetRefs refs, DatasetHistory history, CancellationToken cancellation)
    {
        var dataset = await datasets.GetAsync(door, name, DatasetsPermissions.Read, cancellation);
        if (reference.Length == 0) reference = dataset.DefaultBranch;
        var branches = new List<BranchLine>();
        foreach (var branch in (await refs.ListBranchesAsync(dataset, "", MostRefs, cancellation)).Items) branches.Add(new(branch, await refs.HasChangesAsync(dataset, branch, cancellation)));
        var tags = await refs.ListTagsAsync(dataset, "", MostRefs, cancellation);
        var log = await history.LogAsync(dataset, reference, after, CommitsPerPage, cancellation);
        var view = new DatasetView(
            dataset,
            branches,
            tags.Items,
            reference,
            after,
            HistoryRow.Draw(log.Items),
            log.Next,
            await refs.MeasureAsync(dataset, cancellation),
            Authorizer.Allows(door.Caller, DatasetsPermissions.Write, dataset.Project),
            Authorizer.Allows(door.Caller, DatasetsPermissions.Manage, dataset.Project))
        { Problem = problem };
        return ConsolePage.Of<DatasetPage, DatasetView>(view, problem?.Status ?? StatusCodes.Status200OK);
    }

    private static string Bounded(string? text) => text is { Length: <= LongestRef } ? text : "";
}
