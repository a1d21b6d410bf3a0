namespace Athanor.Foundation.Databases.Backups;

/// <summary>A small file that travels with the rows, such as the key that their secrets are sealed with: <c>secrets/master.key</c>.</summary>
public sealed record BackupFile(string Name, byte[] Content);
