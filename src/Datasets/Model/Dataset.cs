using System.Text.Json.Serialization;
using Athanor.Datasets.Trees;

namespace Athanor.Datasets.Model;

/// <summary>A dataset; its rows and its bucket go by <see cref="Id"/>.</summary>
public sealed record Dataset([property: JsonIgnore] long Id, string Name, string Project, string DefaultBranch, DateTimeOffset CreatedAt)
{
    /// <summary>What rules of its users call it: <c>eu-only</c>, <c>phi</c>. Whatever is made from it carries them on.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>How many days a commit is kept that no branch and no tag reaches; null where the server's setting decides.</summary>
    public int? KeptDays { get; init; }

    [JsonIgnore]
    internal SplitRule Rule { get; init; }

    [JsonIgnore]
    internal long Epoch { get; init; }
}
