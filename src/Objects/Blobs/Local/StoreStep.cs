namespace Athanor.Objects.Blobs.Local;

/// <summary>The moments between which a crash makes a difference. Tests watch them; nothing else does.</summary>
internal enum StoreStep
{
    FileCreated,
    FileWritten,
    FileSynced,
    FilePublished,
    FileDurable,
    SegmentBegun,
    GroupWritten,
    GroupDurable,
    RecordsMoved,
    MoveCommitted,
}
