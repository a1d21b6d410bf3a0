using Athanor.Foundation.Journal;

namespace Athanor.WebConsole.Journal;

/// <summary>A page of facts, newest first; the addresses are null where nothing lies beyond.</summary>
public sealed record JournalView(JournalQuery Query, IReadOnlyList<JournalEntry> Facts, string? Newer, string? Older, string? Live);
