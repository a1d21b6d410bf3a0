using System.Text.Json.Nodes;
using Athanor.Foundation.Identifiers;

namespace Athanor.Foundation.Journal;

/// <summary>Something that happened, as its slice says it; the Journal adds when, in which order, and the hash.</summary>
public sealed record Fact(string Actor, string Verb, Subject Subject)
{
    /// <summary>The project it belongs to, or null where it concerns the whole server.</summary>
    public string? Project { get; init; }

    /// <summary>What this came from: the edges of lineage.</summary>
    public IReadOnlyList<Subject> Parents { get; init; } = [];

    public JsonObject Details { get; init; } = [];
}
