using Athanor.Foundation.Journal;
using Athanor.Foundation.Problems;

namespace Athanor.App.Doors;

/// <summary>The end of the chain on the wire: what to keep outside, and to send back for a later check.</summary>
internal sealed record JournalHead(long Sequence, string Hash)
{
    private const int HashDigits = 64;

    public static JournalHead Of(ChainHead head) => new(head.Sequence, Convert.ToHexStringLower(head.Hash));

    public ChainHead ToChainHead() => Hash is { Length: HashDigits } && Hash.All(char.IsAsciiHexDigit) && Sequence >= 0
        ? new(Sequence, Convert.FromHexString(Hash))
        : throw new ProblemException(JournalProblems.BadHead);
}
