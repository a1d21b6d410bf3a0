using System.Text;
using System.Text.Json.Nodes;
using Athanor.Conformance;
using Athanor.Conformance.Databases;
using Athanor.Foundation.Problems;
using FsCheck;
using FsCheck.Fluent;

namespace Athanor.Foundation.Databases.Backups;

public sealed class HostileBackupTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteHome _source = new();
    private readonly SqliteHome _target = new();

    private static readonly Dictionary<string, Action<ForgedBackup>> Forgeries = new()
    {
        ["a path upwards"] = forged => forged.Entries.Add(("../escaped", [1])),
        ["a path from the root"] = forged => forged.Entries.Add(("/tmp/escaped", [1])),
        ["a path upwards in the middle"] = forged => forged.Entries.Add(("files/../../escaped", [1])),
        ["a table with a path for a name"] = forged => forged.Entries.Add(("tables/../x.jsonl", [1])),
        ["an entry nobody speaks of"] = forged => forged.Entries.Add(("files/more", [1])),
        ["an entry twice"] = forged => forged.Entries.Add(forged.Entries[0]),
        ["a missing table"] = forged => forged.Entries.RemoveAt(0),
        ["a table missing everywhere"] = forged =>
        {
            forged.Entries.RemoveAll(entry => entry.Name == "tables/leaves.jsonl");
            forged.Manifest["tables"]!.AsArray().RemoveAll(table => (string)table!["name"]! == "leaves");
        },
        ["a table listed twice"] = forged => forged.Manifest["tables"]!.AsArray().Add(forged.Manifest["tables"]![0]!.DeepClone()),
        ["a table no migration makes"] = forged =>
        {
            var index = forged.Entries.FindIndex(entry => entry.Name == "tables/leaves.jsonl");
            forged.Entries[index] = ("tables/weeds.jsonl", forged.Entries[index].Content);
            forged.Manifest["tables"]!.AsArray().Single(table => (string)table!["name"]! == "leaves")!["name"] = "weeds";
        },
        ["a table named like sql"] = forged => forged.Manifest["tables"]![0]!["name"] = "x\"; DROP TABLE things; --",
        ["an unknown column"] = forged => forged.Manifest["tables"]![0]!["columns"]![0]!["name"] = "weed",
        ["a column of another type"] = forged => forged.Manifest["tables"]![0]!["columns"]![0]!["kind"] = "blob",
        ["a column of no type"] = forged => forged.Manifest["tables"]![0]!["columns"]![0]!["kind"] = "jpeg",
        ["null for a table"] = forged => forged.Manifest["tables"]![0] = null,
        ["null for all tables"] = forged => forged.Manifest["tables"] = null,
        ["no migrations"] = forged => forged.Manifest["migrations"] = new JsonArray(),
        ["no hash of the journal"] = forged => forged.Manifest["journalHash"] = "short",
        ["a manifest that is no object"] = forged => forged.Manifest = JsonNode.Parse("[1]")!,
        ["a wrong count"] = forged => forged.Manifest["tables"]![0]!["rows"] = 1_000_000,
        ["a row that is no json"] = forged => forged.SetRows("seasons", "nonsense\n"),
        ["a row that is an object"] = forged => forged.SetRows("seasons", "{\"id\":1}\n"),
        ["a row too short"] = forged => forged.SetRows("seasons", "[1]\n"),
        ["a row too long"] = forged => forged.SetRows("seasons", "[1,\"x\",2]\n"),
        ["two rows in a line"] = forged => forged.SetRows("seasons", "[1,\"x\"][2,\"y\"]\n"),
        ["a row without an end"] = forged => forged.SetRows("seasons", "[1,\"x\"]"),
        ["text for a number"] = forged => forged.SetRows("seasons", "[\"1\",\"x\"]\n"),
        ["a number for a text"] = forged => forged.SetRows("seasons", "[1,2]\n"),
        ["a number too large"] = forged => forged.SetRows("seasons", "[9223372036854775808,\"x\"]\n"),
        ["a text with a nul"] = forged => forged.SetRows("seasons", "[1,\"\\u0000\"]\n"),
        ["half a surrogate pair"] = forged => forged.SetRows("seasons", "[1,\"\\ud800\"]\n"),
        ["nothing where something must be"] = forged => forged.SetRows("seasons", "[1,null]\n"),
        ["a key twice"] = forged => forged.SetRows("seasons", "[1,\"x\"]\n[1,\"y\"]\n"),
        ["a reference to nothing"] = forged => forged.SetRows("things", ""),
    };

    public static TheoryData<string> ForgeryNames => [.. Forgeries.Keys];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Archive => _folder.File("backup.tar");

    public async ValueTask InitializeAsync()
    {
        var source = _source.Open(BackupTables.All);
        await source.WriteAsync(BackupTables.AddEverything, Cancellation);
        await DatabaseBackup.WriteAsync(source, Archive, "1.2.3", [new("secrets/master.key", [1, 2, 3])], TimeProvider.System, Cancellation);
    }

    [Theory, MemberData(nameof(ForgeryNames))]
    public async Task A_forged_archive_is_refused_and_changes_nothing(string forgery)
    {
        var forged = ForgedBackup.From(Archive);
        Forgeries[forgery](forged);
        forged.Write(Archive);

        await AssertRefusedAsync("backup/damaged");
    }

    [Fact]
    public async Task A_forged_archive_that_only_unpacks_and_repacks_is_accepted()
    {
        ForgedBackup.From(Archive).Write(Archive);

        Assert.True((await RestoreAsync()).Chain.IsWhole);
    }

    [Fact]
    public async Task A_format_of_the_future_is_refused()
    {
        var forged = ForgedBackup.From(Archive);
        forged.Manifest["format"] = 2;
        forged.Write(Archive);

        await AssertRefusedAsync("backup/newer");
    }

    [Fact]
    public async Task A_fact_altered_with_all_hashes_of_the_archive_made_to_fit_breaks_the_chain()
    {
        var forged = ForgedBackup.From(Archive);
        var rows = Encoding.UTF8.GetString(forged.Entries.Single(entry => entry.Name == "tables/journal.jsonl").Content);
        forged.SetRows("journal", rows.Replace("plants", "weeds", StringComparison.Ordinal));
        forged.Write(Archive);

        var restored = await RestoreAsync();

        Assert.Equal((false, 1), (restored.Chain.IsWhole, restored.Chain.Row));
    }

    [Theory, InlineData(156, (byte)'2'), InlineData(156, (byte)'L'), InlineData(156, (byte)'x'), InlineData(257, (byte)'X')]
    public async Task A_header_that_is_not_of_a_plain_file_is_refused(int offset, byte value)
    {
        PatchFirstHeader(header => header[offset] = value);

        await AssertRefusedAsync("backup/damaged");
    }

    [Theory, InlineData("77777777777"), InlineData("-1         "), InlineData("99999999999")]
    public async Task A_size_beyond_the_file_is_refused(string size)
    {
        PatchFirstHeader(header => Encoding.ASCII.GetBytes(size, header.AsSpan(124)));

        await AssertRefusedAsync("backup/damaged");
    }

    [Fact]
    public async Task A_size_beyond_all_files_is_refused()
    {
        PatchFirstHeader(header =>
        {
            header[124] = 0x80;
            header.AsSpan(125, 11).Fill(0xFF);
            header[128] = 0x7F;
        });

        await AssertRefusedAsync("backup/damaged");
    }

    [Fact]
    public void Cut_anywhere_it_is_refused()
    {
        var whole = File.ReadAllBytes(Archive);

        Prop.ForAll(Gen.Choose(0, whole.Length - (2 * TarEntry.Block) - 1).ToArbitrary(), length =>
        {
            File.WriteAllBytes(Archive, whole[..length]);
            AssertRefusedAsync("backup/damaged").GetAwaiter().GetResult();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));
    }

    [Fact]
    public async Task A_byte_changed_anywhere_is_refused_or_of_no_account()
    {
        var whole = File.ReadAllBytes(Archive);
        var expected = await _source.Open(BackupTables.All).ReadAsync(BackupTables.Read, Cancellation);

        Prop.ForAll(Gen.Choose(0, whole.Length - 1).ToArbitrary(), position =>
        {
            var changed = whole.ToArray();
            changed[position] ^= 0x20;
            File.WriteAllBytes(Archive, changed);
            return IsRefusedOrEqualAsync(expected).GetAwaiter().GetResult();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    [Fact]
    public async Task What_is_no_archive_is_refused()
    {
        await File.WriteAllTextAsync(Archive, new string('x', 5000), Cancellation);
        await AssertRefusedAsync("backup/damaged");

        File.Delete(Archive);
        await AssertRefusedAsync("backup/damaged");
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        await _target.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<bool> IsRefusedOrEqualAsync(List<string> expected)
    {
        await using var target = new SqliteHome();
        try
        {
            await DatabaseRestore.RunAsync(Archive, target.Options, target.DataDirectory, BackupTables.All, TimeProvider.System, Cancellation);
        }
        catch (ProblemException)
        {
            return Directory.GetFiles(target.DataDirectory).Length == 0;
        }
        return expected.SequenceEqual(await target.Open(BackupTables.All).ReadAsync(BackupTables.Read, Cancellation));
    }

    private async Task AssertRefusedAsync(string code)
    {
        var refused = await Assert.ThrowsAsync<ProblemException>(RestoreAsync);

        Assert.Equal(code, refused.Problem.Code);
        Assert.Empty(Directory.GetFiles(_target.DataDirectory));
    }

    private Task<RestoredBackup> RestoreAsync() =>
        DatabaseRestore.RunAsync(Archive, _target.Options, _target.DataDirectory, BackupTables.All, TimeProvider.System, Cancellation);

    private void PatchFirstHeader(Action<byte[]> patch)
    {
        var whole = File.ReadAllBytes(Archive);
        var header = whole[..TarEntry.Block];
        patch(header);
        Encoding.ASCII.GetBytes("      \0 ", header.AsSpan(148));
        var sum = header.Where((_, index) => index is < 148 or >= 156).Sum(value => value) + (8 * ' ');
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0'), header.AsSpan(148));
        header.CopyTo(whole, 0);
        File.WriteAllBytes(Archive, whole);
    }
}
