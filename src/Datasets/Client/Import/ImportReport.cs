namespace Athanor.Datasets.Client.Import;

/// <summary>What an import found and did. The lists name the first; the counts tell all. Others are files of the branch that the source does not have.</summary>
public sealed record ImportReport(
    long Files,
    long Bytes,
    long SentFiles,
    long SentBytes,
    long Removed,
    bool HasOthers,
    long Vanished,
    Noted Skipped,
    Noted Collisions,
    Noted Changing)
{
    /// <summary>The version that was made of it, if one was.</summary>
    public string? Commit { get; init; }

    /// <summary>Nothing had to be sent or removed.</summary>
    public bool IsUnchanged => SentFiles == 0 && Removed == 0 && Changing.Count == 0;
}
