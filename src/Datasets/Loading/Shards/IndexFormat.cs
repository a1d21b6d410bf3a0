namespace Athanor.Datasets.Loading.Shards;

/// <summary>The numbers of the index that README.md describes.</summary>
internal static class IndexFormat
{
    public const string FileName = "shards.index";

    /// <summary>The index while it is written; shards beside it are not whole yet.</summary>
    public const string Unfinished = FileName + ".new";

    public const int DigestBytes = 32;
    public const int HeadBytes = 16;

    /// <summary>What a shard takes beside its name, and a file beside its path.</summary>
    public const int ShardBytes = 2 + 8 + DigestBytes;
    public const int FileBytes = 2 + 4 + 8 + 8 + 8 + DigestBytes;

    public static ReadOnlySpan<byte> Mark => "ATHSHRD1"u8;
}
