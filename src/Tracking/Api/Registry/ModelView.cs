using Athanor.Tracking.Registry.Gates;
using Athanor.Tracking.Registry.Model;

namespace Athanor.Tracking.Api.Registry;

/// <summary>A registered model as our own API shows it.</summary>
internal sealed record ModelView(
    string Name, string Project, string? Description, IReadOnlyDictionary<string, string> Tags, IReadOnlyDictionary<string, long> Aliases, long? LatestVersion, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>Only where one model is asked for.</summary>
    public IReadOnlyList<Gate>? Gates { get; init; }

    /// <summary>What its aliases stood for, the newest change first; only where one model is asked for.</summary>
    public IReadOnlyList<AliasChangeView>? History { get; init; }

    public static ModelView Of(RegisteredModel model) => new(
        model.Name,
        model.Project,
        model.Description,
        model.Tags.ToDictionary(tag => tag.Key, tag => tag.Value),
        model.Aliases.ToDictionary(alias => alias.Alias, alias => alias.Version),
        model.LatestVersions.Count == 0 ? null : model.LatestVersions.Max(version => version.Number),
        DateTimeOffset.FromUnixTimeMilliseconds(model.CreatedAt),
        DateTimeOffset.FromUnixTimeMilliseconds(model.UpdatedAt));
}
