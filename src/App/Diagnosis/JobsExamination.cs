using Athanor.Foundation.Diagnosis;
using Athanor.Jobs.Replicas.Limits;

namespace Athanor.App.Diagnosis;

/// <summary>What this machine lets jobs be held to.</summary>
internal sealed class JobsExamination : IExamination
{
    public string Area => "jobs";

    public ValueTask<IReadOnlyList<Finding>> ExamineAsync(CancellationToken cancellation)
    {
        var limits = ResourceControls.Describe();
        var held = string.Join(", ", new[] { limits.Memory, limits.Processes, limits.Cpus, limits.Processors }.OfType<string>());
        return ValueTask.FromResult<IReadOnlyList<Finding>>(
        [
            limits.IsComplete
                ? new(Area, "limits", FindingState.Ok, $"{limits.Groups}: {held}")
                : new(Area, "limits", FindingState.Warning, $"{limits.Groups ?? "no control groups"}: {held}", "A job can take more than it asked for from the others.", "Run the server as root, or with control groups of its own (systemd: Delegate=yes)."),
            new(Area, "ending", FindingState.Ok, limits.Ending),
            limits.Account is { } account
                ? new(Area, "accounts", FindingState.Ok, account)
                : new(Area, "accounts", FindingState.Missing, "only that of the server", "Jobs can read what the server can.", "Run the server as root with setpriv (util-linux), and set jobs.account."),
        ]);
    }
}
