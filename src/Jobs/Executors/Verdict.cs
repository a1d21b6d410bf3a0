using Athanor.Jobs.Replicas;
using Athanor.Jobs.Replicas.Native;

namespace Athanor.Jobs.Executors;

/// <summary>Says in a sentence how an attempt ended, and names the rank at fault.</summary>
internal static class Verdict
{
    public static string Of(AttemptOutcome outcome)
    {
        if (outcome.Detail is { } detail) return detail;
        if (outcome.FirstFault is not { } rank) return "";
        var who = outcome.Ends.Count == 1 ? "It" : $"Rank {rank}";
        return $"{who} {WordsOf(outcome.Ends[rank])}{(outcome.Ends[rank].Detail is { } more ? $": {more.TrimEnd('.')}" : "")}.";
    }

    public static string WordsOf(ReplicaEnd end) => end.Reason switch
    {
        EndReason.Exited when end.Signal is { } signal => $"was ended by {Signals.NameOf(signal)}",
        EndReason.Exited => $"ended with exit code {end.ExitCode}",
        EndReason.NotStarted => "could not be started",
        EndReason.Stopped => "was stopped",
        EndReason.TimeLimit => "took longer than its time limit",
        EndReason.OutOfMemory => "wanted more memory than it may have",
        EndReason.Lost => "was lost",
        _ => "failed",
    };
}
