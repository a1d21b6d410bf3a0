namespace Athanor.Foundation.Databases.Backups;

public sealed record BackupTable(string Name, IReadOnlyList<ColumnShape> Columns, long Rows, string Sha256);
