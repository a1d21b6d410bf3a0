using Athanor.Access;
using Athanor.Foundation.Diagnosis;
using Athanor.Foundation.Journal;
using Athanor.Foundation.Telemetry;

namespace Athanor.WebConsole.Overview;

/// <summary>What is null is not shown to this caller.</summary>
public sealed record OverviewView(
    ServerView Server,
    IReadOnlyList<ActivitySample>? Activity,
    IReadOnlyList<JournalEntry> Facts,
    string Live,
    IReadOnlyList<Project> Projects,
    bool HasMoreProjects,
    IReadOnlyList<Finding>? Findings);
