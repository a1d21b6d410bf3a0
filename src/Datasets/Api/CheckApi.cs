using Athanor.Access.Authorization;
using Athanor.Datasets.Checks;
using Athanor.Foundation.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Athanor.Datasets.Api;

/// <summary>What the checks of a commit found, and running them.</summary>
internal static class CheckApi
{
    public static async Task<Ok<CheckReport>> GetAsync(Caller caller, string dataset, string reference, DatasetDirectory datasets, DatasetRefs refs, DatasetChecks checks, CancellationToken cancellation)
    {
        var found = await datasets.GetAsync(caller, dataset, DatasetsPermissions.Read, cancellation);
        var commit = await refs.GetCommitAsync(found, reference, cancellation);
        return TypedResults.Ok(await checks.FindAsync(found, commit, cancellation) ?? throw new ProblemException(DatasetsProblems.NoChecks(commit.Id)));
    }

    public static async Task<Ok<CheckReport>> RunAsync(Caller caller, string dataset, string reference, DatasetDirectory datasets, DatasetRefs refs, DatasetChecks checks, CancellationToken cancellation)
    {
        var found = await datasets.GetAsync(caller, dataset, DatasetsPermissions.Write, cancellation);
        var commit = await refs.GetCommitAsync(found, reference, cancellation);
        return TypedResults.Ok(await checks.RunAsync(caller.Actor, found, commit, cancellation) ?? throw new ProblemException(DatasetsProblems.NoChecks(commit.Id)));
    }
}
