namespace Athanor.Foundation.Databases.Backups;

public sealed record BackupFileEntry(string Name, string Sha256);
