using Athanor.Foundation.Identifiers;

namespace Athanor.Foundation.Journal;

/// <summary>A fact as it stands in the Journal. <see cref="Details"/> is the JSON text that was hashed, to the byte.</summary>
public sealed record JournalEntry(
    long Sequence,
    DateTimeOffset Time,
    string Actor,
    string? Project,
    string Verb,
    Subject Subject,
    IReadOnlyList<Subject> Parents,
    string Details,
    byte[] Hash);
