using System.Text.Json.Serialization;
using Athanor.Datasets.Trees;

namespace Athanor.Datasets.Model;

/// <summary>A version of a dataset that never changes: all its files, where they came from, who says so and why.</summary>
public sealed record Commit(string Id, IReadOnlyList<string> Parents, string Message, string Author, DateTimeOffset CreatedAt, IReadOnlyDictionary<string, string> Metadata, long Files, long Bytes)
{
    /// <summary>One more than the highest of its parents': an ancestor's is always lower.</summary>
    [JsonIgnore]
    public long Generation { get; init; }

    /// <summary>Null where there are no files.</summary>
    public Digest? Root { get; init; }
}
