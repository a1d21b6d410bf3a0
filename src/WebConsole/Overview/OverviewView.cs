using Athanor.Access;
using Athanor.Foundation.Diagnosis;
using Athanor.Foundation.Journal;
using Athanor.Foundation.Telemetry;
using Athanor.WebConsole.Jobs;

namespace Athanor.WebConsole.Overview;

/// <summary>What is null is not shown to this caller.</summary>
public sealed record OverviewView(
    ServerView Server,
    JobsNow Jobs,
    IReadOnlyList<ActivitySample>? Activity,
    IReadOnlyList<JournalEntry> Facts,
    string Live,
    IReadOnlyList<Project> Projects,
    bool HasMoreProjects,
    IReadOnlyList<Finding>? Findings);

/// <summary>How full the machines are, and how many jobs run there and wait for them.</summary>
public sealed record JobsNow(IReadOnlyList<Machine> Machines, int Running, int Waiting);
