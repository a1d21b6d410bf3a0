using Athanor.Foundation.Journal;

namespace Athanor.WebConsole.Journal;

public sealed record FactView(JournalEntry Fact);
