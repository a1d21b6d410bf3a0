using Athanor.Foundation.Databases;
using Athanor.Foundation.Usage;

namespace Athanor.Accounting.Keeping;

/// <summary>Takes down what attempts hold. An entry says all there is to say, so the last one counts, and one that has ended does not open again.</summary>
internal sealed class UsageBook : IUsageSink
{
    public void Record(WriteSession session, UsageEntry entry)
    {
        // A clock that was set back must not make a time run backwards.
        var whole = entry.Until < entry.From ? entry with { Until = entry.From } : entry;
        if (!AccountingDatabase.Keep(session, whole)) return;
        foreach (var hold in whole.Nodes) AccountingDatabase.Keep(session, whole, hold);
    }
}
