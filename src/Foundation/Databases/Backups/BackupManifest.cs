namespace Athanor.Foundation.Databases.Backups;

/// <summary>What a backup holds and how to know that it is all there. It stands last in the archive: without it there is no backup.</summary>
public sealed record BackupManifest(
    int Format,
    string Program,
    string Engine,
    DateTimeOffset CreatedAt,
    IReadOnlyList<BackupMigration> Migrations,
    IReadOnlyList<BackupTable> Tables,
    IReadOnlyList<BackupFileEntry> Files,
    long JournalSequence,
    string JournalHash)
{
    public const int CurrentFormat = 1;
}
