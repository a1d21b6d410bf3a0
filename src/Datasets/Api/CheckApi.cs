using Athanor.Datasets.Checks;
using Athanor.Foundation.Problems;
using Athanor.Objects.Door;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Athanor.Datasets.Api;

/// <summary>What the checks of a commit found, and running them.</summary>
internal static class CheckApi
{
    public static async Task<Ok<CheckReport>> GetAsync(PersonalDoor door, string dataset, string reference, DatasetDirectory datasets, DatasetRefs refs, DatasetChecks checks, CancellationToken cancellation)
    {
        var found = await datasets.GetAsync(door, dataset, DatasetsPermissions.Read, cancellation);
        await DatasetDirectory.DemandContentAsync(door, found, reference);      // findings quote files and rows
        var commit = await refs.GetCommitAsync(found, reference, cancellation);
        return TypedResults.Ok(await checks.FindAsync(found, commit, cancellation) ?? throw new ProblemException(DatasetsProblems.NoChecks(commit.Id)));
    }

    public static async Task<Ok<CheckReport>> RunAsync(PersonalDoor door, string dataset, string reference, DatasetDirectory datasets, DatasetRefs refs, DatasetChecks checks, CancellationToken cancellation)
    {
        var found = await datasets.GetAsync(door, dataset, DatasetsPermissions.Write, cancellation);
        await DatasetDirectory.DemandContentAsync(door, found, reference);      // findings quote files and rows
        var commit = await refs.GetCommitAsync(found, reference, cancellation);
        return TypedResults.Ok(await checks.RunAsync(door.Caller.Actor, found, commit, cancellation) ?? throw new ProblemException(DatasetsProblems.NoChecks(commit.Id)));
    }
}
