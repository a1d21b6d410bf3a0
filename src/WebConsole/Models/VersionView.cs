using Athanor.Tracking.Model;
using Athanor.Tracking.Registry.Gates;
using Athanor.Tracking.Registry.Lineage;
using Athanor.Tracking.Registry.Model;
using Athanor.WebConsole.Tracking;

namespace Athanor.WebConsole.Models;

/// <summary>A version: whether it is signed and what it came from, what it still lacks, and how its run differs from that of another.</summary>
public sealed record VersionView(ModelVersion Version, string? SigningKey, VersionLineage Lineage, IReadOnlyList<GateState> Gates, IReadOnlyList<Approval> Approvals)
{
    public RunData? Run { get; init; }

    public VersionDifference? Difference { get; init; }

    /// <summary>What it may be held against.</summary>
    public IReadOnlyList<ModelVersion> Others { get; init; } = [];
}

/// <summary>Two versions by what their runs were given and logged; what a run is not known of is empty.</summary>
public sealed record VersionDifference(ModelVersion Against, IReadOnlyList<ComparedRow> Params, IReadOnlyList<ComparedRow> Metrics);
