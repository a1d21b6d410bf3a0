using Athanor.Conformance;

namespace Athanor.EndToEnd.Faults;

[Trait("Category", "Faults")]
public sealed class DamageTests : IAsyncLifetime
{
    private readonly AthanorServer _server = new();

    private string Database => Path.Combine(_server.Folder, "athanor.db");

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        for (var number = 0; number < 5; number++) await _server.Client.CreateAsync("/api/v1/projects", new { name = $"project-{number}" });
        Assert.Equal(0, await _server.StopAsync());
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("its head is overwritten")]
    [InlineData("its middle is overwritten")]
    [InlineData("its end is cut off")]
    public async Task A_damaged_database_stops_the_start_with_what_to_do(string damage)
    {
        var bytes = await File.ReadAllBytesAsync(Database);
        var broken = damage switch
        {
            "its head is overwritten" => [.. new byte[100], .. bytes[100..]],
            "its middle is overwritten" => [.. bytes[..4096], .. Enumerable.Repeat((byte)0xA5, bytes.Length - 8192), .. bytes[^4096..]],
            _ => bytes[..(bytes.Length / 2)],
        };
        await File.WriteAllBytesAsync(Database, broken);

        var command = await AthanorCommand.RunAsync(_server, "up", "--server.listen", $"127.0.0.1:{FreePort.Find()}");

        Assert.Equal(1, command.ExitCode);
        Assert.Contains("is damaged", command.Errors, StringComparison.Ordinal);
        Assert.Contains("backup", command.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", command.Errors, StringComparison.Ordinal);
        Assert.Equal(broken, await File.ReadAllBytesAsync(Database));
    }

    [Theory]
    [InlineData("UPDATE journal SET actor = 'person/eve' WHERE sequence = 4", 4)]
    [InlineData("UPDATE journal SET details = '{\"principal\":\"eve\"}' WHERE sequence = 1", 1)]
    [InlineData("DELETE FROM journal WHERE sequence = 5", 5)]
    [InlineData("DELETE FROM journal WHERE sequence = 7", 7)]
    [InlineData("UPDATE journal SET sequence = 99 WHERE sequence = 3; UPDATE journal SET sequence = 3 WHERE sequence = 4; UPDATE journal SET sequence = 4 WHERE sequence = 99", 3)]
    public async Task A_journal_changed_by_hand_is_found_out_with_the_row(string change, int row)
    {
        await ChangeByHandAsync(change);
        await _server.StartAsync();

        var command = await AthanorCommand.RunAsync(_server, "audit", "verify");

        Assert.Equal(3, command.ExitCode);
        Assert.Contains($"at row {row}:", command.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_untouched_journal_is_whole()
    {
        await _server.StartAsync();

        var command = await AthanorCommand.RunAsync(_server, "audit", "verify");

        Assert.Equal(0, command.ExitCode);
        Assert.StartsWith("ok", command.Output, StringComparison.Ordinal);
    }

    private async Task ChangeByHandAsync(string change)
    {
        if (!File.Exists("/usr/bin/sqlite3")) Requirement.Missing("The program sqlite3 is not installed.");
        var result = await AthanorCommand.RunProgramAsync("/usr/bin/sqlite3", _server.Folder, [Database, change], new Dictionary<string, string>());
        Assert.True(result.ExitCode == 0, result.Errors);
    }
}
