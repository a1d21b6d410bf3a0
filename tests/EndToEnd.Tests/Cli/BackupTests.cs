using System.Text.Json;
using Athanor.Conformance;

namespace Athanor.EndToEnd.Cli;

public sealed class BackupTests(AthanorServer server) : IClassFixture<AthanorServer>
{
    private static readonly Dictionary<string, string> Nothing = [];

    [Fact]
    public async Task A_backup_made_under_writes_brings_back_a_server_with_its_keys_and_its_whole_journal()
    {
        using var folder = new TemporaryFolder();
        var (archive, restored) = (folder.File("backup.tar"), folder.File("restored"));
        await server.Client.CreateAsync("/api/v1/projects", new { name = "before" });

        using var writing = new CancellationTokenSource();
        var writer = WriteUntilAsync(writing.Token);
        var backup = await AthanorCommand.RunAsync(server, "backup", archive, "--json");
        await writing.CancelAsync();
        await writer;
        var restore = await AthanorCommand.RunAsync(folder.Path, ["restore", archive, "--data", restored, "--json"], Nothing);

        Assert.Equal((0, ""), (backup.ExitCode, backup.Errors));
        Assert.Equal((0, ""), (restore.ExitCode, restore.Errors));
        Assert.True(JsonDocument.Parse(restore.Output).RootElement.GetProperty("ok").GetBoolean());
        Assert.Equal(File.ReadAllText(Path.Combine(server.Folder, "secrets", "admin.json")), File.ReadAllText(Path.Combine(restored, "secrets", "admin.json")));
        await AnswersAsync(restored, "before");
    }

    [Fact]
    public async Task A_backup_without_the_master_key_holds_no_secret_file()
    {
        using var folder = new TemporaryFolder();
        var archive = folder.File("backup.tar");

        var backup = await AthanorCommand.RunAsync(server, "backup", archive, "--without-master-key");

        Assert.Equal(0, backup.ExitCode);
        Assert.DoesNotContain("files/", await File.ReadAllTextAsync(archive), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_replaces_no_file_and_a_restore_no_data()
    {
        using var folder = new TemporaryFolder();
        var archive = folder.File("backup.tar");
        await AthanorCommand.RunAsync(server, "backup", archive);

        var again = await AthanorCommand.RunAsync(server, "backup", archive);
        var over = await AthanorCommand.RunAsync(server, "restore", archive);

        Assert.Equal((1, 1), (again.ExitCode, over.ExitCode));
        Assert.Contains("already", again.Errors, StringComparison.Ordinal);
        Assert.Contains("in use by process", over.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_whose_metadata_is_gone_refuses_to_begin_anew_in_its_place()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "secrets"));
        File.Copy(Path.Combine(server.Folder, "secrets", "admin.json"), Path.Combine(folder.Path, "secrets", "admin.json"));

        var start = await AthanorCommand.RunAsync(folder.Path, ["up", "--data", folder.Path, "--server.listen", $"127.0.0.1:{FreePort.Find()}"], Nothing);

        Assert.Equal(1, start.ExitCode);
        Assert.Contains("athanor restore", start.Errors, StringComparison.Ordinal);
    }

    private static async Task AnswersAsync(string data, string project)
    {
        var address = $"127.0.0.1:{FreePort.Find()}";
        await using var command = RunningCommand.Start(data, "up", "--data", data, "--server.listen", address);
        await command.WaitForAsync("answers at");

        var projects = await AthanorCommand.RunAsync(data, ["projects", "ls", "--data", data], Nothing);

        Assert.Contains(project, projects.Output, StringComparison.Ordinal);
    }

    private async Task WriteUntilAsync(CancellationToken cancellation)
    {
        for (var number = 0; !cancellation.IsCancellationRequested; number++) await server.Client.CreateAsync("/api/v1/projects", new { name = $"during-{number}" });
    }
}
