using Athanor.Foundation.Journal;

namespace Athanor.App.Doors;

/// <summary>What checking the chain found; <see cref="Row"/> is the first fact that is not as it was written.</summary>
internal sealed record JournalVerdict(bool Ok, long Facts, JournalHead Head, long? Row, string Finding)
{
    public static JournalVerdict Of(ChainVerdict verdict) => new(verdict.IsWhole, verdict.Facts, JournalHead.Of(verdict.Head), verdict.Row, verdict.Finding);
}
