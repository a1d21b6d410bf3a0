using System.Text.Json;
using Athanor.Foundation.Journal;

namespace Athanor.App.Doors;

/// <summary>A fact on the wire.</summary>
internal sealed record JournalFact(
    long Sequence, DateTimeOffset Time, string Actor, string? Project, string Verb, string Subject, IReadOnlyList<string> Parents, JsonElement Details, string Hash)
{
    public static JournalFact Of(JournalEntry entry) => new(
        entry.Sequence,
        entry.Time,
        entry.Actor,
        entry.Project,
        entry.Verb,
        entry.Subject.ToString(),
        [.. entry.Parents.Select(parent => parent.ToString())],
        JsonDocument.Parse(entry.Details).RootElement,
        Convert.ToHexStringLower(entry.Hash));
}
