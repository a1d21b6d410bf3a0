using System.Globalization;
using Athanor.Access.Authorization;
using Athanor.Foundation.Problems;
using Athanor.Tracking;
using Athanor.Tracking.Model;
using Athanor.Tracking.Registry;
using Athanor.Tracking.Registry.Model;
using Athanor.WebConsole.Shell;
using Athanor.WebConsole.Tracking;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Models;

internal static class ShowVersion
{
    private const int OthersShown = 50;

    public static async Task<IResult> HandleAsync(
        Caller caller, string project, string model, long version, long? against, ModelVersions versions, ModelFiles files, ModelGates gates, RunBook runs, CancellationToken cancellation)
    {
        ReadableProjects.Demand(caller, project);
        var found = await GetAsync(versions, project, model, version, cancellation);
        var run = await FindRunAsync(runs, found, cancellation);
        var view = new VersionView(
            found,
            (await files.FindManifestAsync(found, cancellation))?.Key,
            await versions.GetLineageAsync(found, cancellation),
            await gates.ExamineAsync(found, cancellation),
            await gates.ListApprovalsAsync(found, cancellation))
        {
            Run = run,
            Others = [.. (await versions.ListAsync(project, model, long.MaxValue, OthersShown, cancellation)).Where(other => other.Number != version)],
            Difference = against is { } number ? await CompareAsync(run, await GetAsync(versions, project, model, number, cancellation), runs, cancellation) : null,
        };
        return ConsolePage.Of<VersionPage, VersionView>(view);
    }

    private static Task<ModelVersion> GetAsync(ModelVersions versions, string project, string model, long version, CancellationToken cancellation) =>
        versions.GetAsync(project, model, version.ToString(CultureInfo.InvariantCulture), cancellation);

    private static async Task<VersionDifference> CompareAsync(RunData? run, ModelVersion against, RunBook runs, CancellationToken cancellation)
    {
        var other = await FindRunAsync(runs, against, cancellation);
        return new(against, ComparedRow.Of([run?.Params ?? [], other?.Params ?? []]), ComparedRow.Of([MetricsOf(run), MetricsOf(other)]));
    }

    private static IReadOnlyList<NamedText> MetricsOf(RunData? run) => run is null ? [] : ComparedRow.MetricsOf(run);

    // A version may name a run that was made elsewhere, or is in another project.
    private static async Task<RunData?> FindRunAsync(RunBook runs, ModelVersion version, CancellationToken cancellation)
    {
        if (version.Run is not { Length: > 0 } run) return null;
        try
        {
            return await runs.GetAsync(version.Project, run, cancellation);
        }
        catch (ProblemException missing) when (missing.Problem.Status == StatusCodes.Status404NotFound)
        {
            return null;
        }
    }
}
