using Athanor.Tracking.Model;

namespace Athanor.Tracking.Registry.Model;

/// <summary>A version that is to be registered.</summary>
public sealed record ModelVersionDraft(string Model, string Source)
{
    public string? Run { get; init; }
    public string? RunLink { get; init; }
    public string? Description { get; init; }
    public IReadOnlyList<NamedText> Tags { get; init; } = [];
}
