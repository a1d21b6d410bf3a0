namespace Athanor.Datasets.Client.Sources;

/// <summary>
/// What tells without reading that a file is the one that was read earlier. Times are nanoseconds since 1970; of what lies in no file
/// system (an object of a bucket) the last two are taken from its entity tag.
/// </summary>
internal readonly record struct FileStamp(long Size, long ModifiedAt, long ChangedAt, ulong Inode)
{
    /// <summary>No file has this time of change: an entry that carries it is read again.</summary>
    public const long Doubtful = 0;

    public DateTimeOffset ModifiedTime => DateTimeOffset.UnixEpoch.AddTicks(ModifiedAt / 100);
}
