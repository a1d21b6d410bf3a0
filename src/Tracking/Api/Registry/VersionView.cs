using Athanor.Tracking.Registry.Gates;
using Athanor.Tracking.Registry.Lineage;
using Athanor.Tracking.Registry.Model;

namespace Athanor.Tracking.Api.Registry;

/// <summary>A version as our own API shows it.</summary>
internal sealed record VersionView(
    string Model, long Version, string Project, string Stage, IReadOnlyList<string> Aliases, string Source, string Storage, string? Run, string? Description,
    IReadOnlyDictionary<string, string> Tags, string CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>Whether the server signed its files; this and what follows only where one version is asked for.</summary>
    public bool? IsSigned { get; init; }

    public VersionLineage? Lineage { get; init; }
    public IReadOnlyList<GateState>? Gates { get; init; }
    public IReadOnlyList<ApprovalView>? Approvals { get; init; }

    public static VersionView Of(ModelVersion version) => new(
        version.Model, version.Number, version.Project, version.Stage, version.Aliases, version.Source, version.Storage, version.Run, version.Description,
        version.Tags.ToDictionary(tag => tag.Key, tag => tag.Value), version.CreatedBy, DateTimeOffset.FromUnixTimeMilliseconds(version.CreatedAt), DateTimeOffset.FromUnixTimeMilliseconds(version.UpdatedAt));
}
