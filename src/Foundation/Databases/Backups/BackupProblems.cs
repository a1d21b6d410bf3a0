using Athanor.Foundation.Problems;

namespace Athanor.Foundation.Databases.Backups;

internal static class BackupProblems
{
    public static Problem Damaged(string finding) => new(
        "backup/damaged", 400, $"The backup cannot be used: {finding}. Nothing was changed.", "Take another copy of it, or an older backup.");

    public static Problem Newer(int format) => new(
        "backup/newer", 409, $"The backup has format {format}, this program knows {BackupManifest.CurrentFormat}. Nothing was changed.", "Restore it with the release that made it, or a later one.");

    public static Problem TargetNotEmpty(string database) => new(
        "backup/target-not-empty", 409, $"There are tables in {database} already; nothing was changed.", "Restore into an empty database, or move the existing one away first.");

    public static Problem AlreadyThere(string path) => new(
        "backup/already-there", 409, $"There is a file {path} already.", "Choose another name, or remove it first.");

    public static Problem BadFileName(string name) => new(
        "backup/bad-file-name", 500, $"A file named '{name}' cannot go into a backup.", "Use up to 90 letters, digits, '.', '_' and '-', with '/' between folders.");

    public static Problem UnknownType(string table, string column, string type) => new(
        "backup/unknown-type", 500, $"Column {column} of {table} has the type {type}, which backups do not know.", "Declare it INTEGER, REAL, TEXT or BLOB in its migration.");
}
