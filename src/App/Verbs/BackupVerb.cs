using System.CommandLine;
using Athanor.Access.Secrets;
using Athanor.App.Server;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Databases.Backups;
using Spectre.Console;

namespace Athanor.App.Verbs;

internal static class BackupVerb
{
    private static readonly Argument<string> File = new("file") { Description = "The archive to write; it must not exist yet." };
    private static readonly Option<bool> WithoutMasterKey = new("--without-master-key") { Description = "Leave out the master key and the administrator's key; secrets are then unreadable without them." };

    public static Command Create()
    {
        var command = Verb.Of("backup", "Write everything into one archive, consistent while the server runs, and read it back.", RunAsync, File, WithoutMasterKey);
        SettingFlags.AddTo(command);
        return command;
    }

    private static async Task<int> RunAsync(Invocation cli, CancellationToken cancellation)
    {
        var options = cli.LoadConfiguration().Get<DatabaseOptions>();
        await using var database = DatabaseOpener.OpenAsItIs(options, cli.Data.Path, TimeProvider.System);
        var files = cli.Get(WithoutMasterKey) ? [] : SecretFiles(cli.Data);
        var path = Path.GetFullPath(cli.Get(File)!);

        var manifest = await DatabaseBackup.WriteAsync(database, path, ProgramVersion.Text, files, TimeProvider.System, cancellation);

        cli.Output.Write(
            new { file = path, manifest.Engine, manifest.CreatedAt, tables = manifest.Tables.Count, rows = manifest.Tables.Sum(table => table.Rows), files = files.Select(file => file.Name), manifest.JournalSequence, manifest.JournalHash },
            console =>
            {
                console.WriteLine($"Wrote {path} and read it back: {manifest.Tables.Count} tables, {manifest.Tables.Sum(table => table.Rows)} rows, Journal up to fact {manifest.JournalSequence}.");
                console.WriteLine(files.Count > 0 ? "It holds the master key: whoever has this file has every secret." : "It holds no master key: keep secrets/master.key elsewhere, or its secrets are lost.");
            });
        return Verb.Succeeded;
    }

    private static List<BackupFile> SecretFiles(DataDirectory data) =>
        [.. new[] { MasterKeyFile.Name, DataDirectory.AdminKeyName }
            .Select(name => (Name: name, Path: Path.Combine(data.Secrets, name)))
            .Where(file => System.IO.File.Exists(file.Path))
            .Select(file => new BackupFile($"secrets/{file.Name}", System.IO.File.ReadAllBytes(file.Path)))];
}
