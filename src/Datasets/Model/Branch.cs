using System.Text.Json.Serialization;
using Athanor.Access.Authorization;
using Athanor.Datasets.Trees;

namespace Athanor.Datasets.Model;

/// <summary>
/// A line of work: the commit it stands at, which is null before the first, and what was changed since. The version grows by one with
/// every change. Where it is protected, nobody writes to it directly, and merging into it takes this role at least.
/// </summary>
public sealed record Branch([property: JsonIgnore] long Id, string Name, string? Head, long Version, Role? Protection, DateTimeOffset CreatedAt)
{
    /// <summary>Its files with those changes, except for those that still wait.</summary>
    [JsonIgnore]
    internal Digest? Root { get; init; }

    /// <summary>How many changes wait to be put into the tree.</summary>
    [JsonIgnore]
    internal long Waiting { get; init; }
}
