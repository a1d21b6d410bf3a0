namespace Athanor.Foundation.Journal;

/// <summary>What checking the chain found. <see cref="Row"/> names the first sequence that is not as it was written.</summary>
public sealed record ChainVerdict(bool IsWhole, long Facts, ChainHead Head, long? Row, string Finding)
{
    internal static ChainVerdict Whole(ChainHead head) => new(true, head.Sequence, head, null, "Every fact is as it was written.");

    internal static ChainVerdict Broken(long checkedFacts, ChainHead head, long row, string finding) => new(false, checkedFacts, head, row, finding);
}
