namespace Athanor.Foundation.Databases.Backups;

public sealed record BackupMigration(string Slice, int Number, string Hash);
