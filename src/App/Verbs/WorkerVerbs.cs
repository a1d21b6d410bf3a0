using System.CommandLine;
using Athanor.App.Verbs.Training;
using Athanor.Datasets.Checks;

namespace Athanor.App.Verbs;

/// <summary>Processes that Athanor starts for itself; people have no use for them.</summary>
internal static class WorkerVerbs
{
    public static Command Create() => new("worker", "Work that Athanor does in processes of its own.") { Hidden = true, Subcommands = { Verb.Of("sql", "Run a query that comes on the input.", SqlAsync), TrainWorkerVerb.Create() } };

    private static async Task<int> SqlAsync(Invocation cli, CancellationToken cancellation)
    {
        await SqlWorker.RunAsync(Console.OpenStandardInput(), Console.OpenStandardOutput(), TimeProvider.System, cancellation);
        return Verb.Succeeded;
    }
}
