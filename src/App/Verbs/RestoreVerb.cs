using System.CommandLine;
using System.Text;
using Athanor.Access.Secrets;
using Athanor.App.Server;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Databases.Backups;
using Athanor.Foundation.Files;
using Athanor.Foundation.Problems;
using Spectre.Console;

namespace Athanor.App.Verbs;

internal static class RestoreVerb
{
    private static readonly Argument<string> File = new("file") { Description = "The archive that `athanor backup` wrote." };

    public static Command Create()
    {
        var command = Verb.Of("restore", "Bring a backup into an empty data directory or an empty PostgreSQL database, and verify it.", RunAsync, File);
        SettingFlags.AddTo(command);
        return command;
    }

    private static async Task<int> RunAsync(Invocation cli, CancellationToken cancellation)
    {
        var options = cli.LoadConfiguration().Get<DatabaseOptions>();
        using var held = cli.Data.Take(new RunningServer(Environment.ProcessId, "no address: it restores a backup", S3Url: null, ProgramVersion.Text, TimeProvider.System.GetUtcNow()));

        var restored = await DatabaseRestore.RunAsync(cli.Get(File)!, options, cli.Data.Path, Slices.Migrations, TimeProvider.System, cancellation);
        foreach (var file in restored.Files) PrivateFile.Write(PlaceOf(file.Name, cli.Data), Encoding.UTF8.GetString(file.Content));

        var (manifest, chain) = (restored.Manifest, restored.Chain);
        cli.Output.Write(
            new { manifest.CreatedAt, manifest.Engine, rows = manifest.Tables.Sum(table => table.Rows), files = restored.Files.Select(file => file.Name), ok = chain.IsWhole, chain.Finding, chain.Row },
            console =>
            {
                console.WriteLine($"Restored {manifest.Tables.Sum(table => table.Rows)} rows as of {manifest.CreatedAt.ToLocalTime():yyyy-MM-dd HH:mm:ss}.");
                console.WriteLine(chain.IsWhole ? $"The Journal is whole up to fact {chain.Facts}." : $"The Journal is NOT whole: {chain.Finding}");
                if (restored.Files.Count == 0) console.WriteLine("The backup holds no master key: put secrets/master.key in place before the start.");
            });
        return chain.IsWhole ? Verb.Succeeded : Verb.Found;
    }

    // Only files that a backup of ours holds have a place; a forged name leads nowhere.
    private static string PlaceOf(string name, DataDirectory data) => name switch
    {
        "secrets/" + MasterKeyFile.Name => Path.Combine(data.Secrets, MasterKeyFile.Name),
        "secrets/" + DataDirectory.AdminKeyName => data.AdminKeyFile,
        _ => throw new ProblemException(CommandProblems.UnknownFileInBackup(name)),
    };
}
