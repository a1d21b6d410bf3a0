using Athanor.Foundation.Problems;
using Athanor.Jobs.Model;

namespace Athanor.WebConsole.Jobs;

/// <summary>The queue as one caller may see it: in its parts, or as one list of those that were asked for.</summary>
public sealed record QueueView(QueueQuery Query, IReadOnlyList<Machine> Machines, IReadOnlyList<JobGroup> Groups, Timeline Timeline, bool MaySubmit)
{
    public Problem? Problem { get; init; }
    public string Specification { get; init; } = "";

    /// <summary>Nobody has asked for anything yet, and there is nothing to be seen.</summary>
    public bool IsEmpty => !Query.IsFiltered && Groups.All(group => group.Jobs.Count == 0);
}

/// <summary>Jobs below one heading; those that wait have a reason each.</summary>
public sealed record JobGroup(string Name, string State, IReadOnlyList<JobLine> Jobs, string? More);

/// <summary>A job, and why it waits or how it ended, in a line.</summary>
public sealed record JobLine(Job Job, string Reason);
