using Athanor.Foundation.Journal;

namespace Athanor.Foundation.Databases.Backups;

/// <summary>What was restored. The rows are there even where the chain is broken: then it was broken when the backup was made, or the archive was forged.</summary>
public sealed record RestoredBackup(BackupManifest Manifest, IReadOnlyList<BackupFile> Files, ChainVerdict Chain);
