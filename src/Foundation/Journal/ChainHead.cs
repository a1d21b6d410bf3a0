namespace Athanor.Foundation.Journal;

/// <summary>The end of the chain: whoever knows it can prove the whole Journal before it.</summary>
public sealed record ChainHead(long Sequence, byte[] Hash)
{
    /// <summary>The chain before its first fact.</summary>
    public static ChainHead Empty { get; } = new(0, new byte[32]);

    public override string ToString() => $"{Sequence}:{Convert.ToHexStringLower(Hash)}";
}
