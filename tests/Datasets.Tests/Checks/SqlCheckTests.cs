using Athanor.Datasets.Checks;
using Athanor.Datasets.Checks.Declaration;
using Athanor.Datasets.Tests.Decoding;

namespace Athanor.Datasets.Tests.Checks;

public sealed class SqlCheckTests
{
    private static readonly CheckLimits Brief = new() { Sql = new() { Time = TimeSpan.FromSeconds(1) } };

    private readonly TreeInMemory _tree = new TreeInMemory()
        .Add("labels/train.csv", "file,label\nimages/1.png,cat\nimages/2.png,\nimages/9.png,dog\n")
        .Add("labels/test.csv", "file,label\nimages/3.png,\n")
        .Add("events.jsonl", "{\"id\":1,\"score\":0.5}\n{\"id\":2,\"score\":7}\n")
        .Add("images/1.png", "1").Add("images/2.png", "2").Add("images/3.png", "3");

    public SqlCheckTests() => Needs.Sql();

    [Fact]
    public async Task A_query_without_rows_passes() => Assert.True((await RunAsync("""SELECT * FROM "labels/train.csv" WHERE file IS NULL""")).Passed);

    [Fact]
    public async Task Rows_of_the_answer_are_named_with_their_files()
    {
        var outcome = await RunAsync("""SELECT file, label FROM "labels/train.csv" WHERE label IS NULL;""");
        var finding = Assert.Single(outcome.Findings);
        Assert.Equal("file = images/2.png, label = NULL", finding.Detail);
        Assert.Equal(["labels/train.csv"], finding.Files);
        Assert.False(outcome.Passed);
    }

    [Fact]
    public async Task A_pattern_is_a_table_of_all_its_files()
    {
        var outcome = await RunAsync("""SELECT _file, file FROM "labels/*.csv" WHERE label IS NULL ORDER BY _file""");
        Assert.Equal(["_file = labels/test.csv, file = images/3.png", "_file = labels/train.csv, file = images/2.png"], outcome.Findings.Select(finding => finding.Detail));
    }

    [Fact]
    public async Task The_list_of_files_can_be_joined()
    {
        var outcome = await RunAsync("""SELECT l.file FROM "labels/train.csv" l ANTI JOIN files f ON f.path = l.file""");
        Assert.Equal("file = images/9.png", Assert.Single(outcome.Findings).Detail);
    }

    [Fact]
    public async Task JSON_lines_are_tables() => Assert.Equal("id = 2", Assert.Single((await RunAsync("""SELECT id FROM "events.jsonl" WHERE score > 1""")).Findings).Detail);

    [Fact]
    public async Task A_table_that_is_not_there_is_named() => Assert.Equal("there is no table 'labels/dev.csv'", Assert.Single((await RunAsync("""SELECT * FROM "labels/dev.csv" """)).Findings).Detail);

    [Fact]
    public async Task Only_selected_files_are_tables()
    {
        var outcome = await _tree.CheckAsync("""
            kind: sql
            files: labels/test.csv
            query: SELECT path FROM files UNION ALL SELECT file FROM "labels/train.csv"
            """);
        Assert.Equal("there is no table 'labels/train.csv'", Assert.Single(outcome.Findings).Detail);
    }

    [Theory]
    [InlineData("SELECT * FROM read_csv('/etc/passwd')")]
    [InlineData("SELECT * FROM read_text('/etc/passwd')")]
    [InlineData("SELECT * FROM '/etc/passwd'")]
    [InlineData("SELECT * FROM '/etc/hosts.csv'")]
    [InlineData("SELECT * FROM glob('/etc/*')")]
    [InlineData("SELECT * FROM read_blob('https://example.org/x')")]
    [InlineData("SELECT * FROM sniff_csv('/etc/passwd')")]
    [InlineData("FROM read_csv(['/etc/passwd'])")]
    [InlineData("SELECT getenv('HOME')")]
    [InlineData("ATTACH '/tmp/athanor-escape.db'")]
    [InlineData("COPY (SELECT 1) TO '/tmp/athanor-escape.csv'")]
    [InlineData("INSTALL httpfs")]
    [InlineData("LOAD httpfs")]
    [InlineData("SET enable_external_access = true")]
    [InlineData("PRAGMA enable_external_access")]
    [InlineData("CREATE TABLE t (a INTEGER)")]
    [InlineData("SELECT 1; COPY (SELECT 1) TO '/tmp/athanor-escape.csv'")]
    [InlineData("SELECT 1) TO '/tmp/athanor-escape.csv' --")]
    [InlineData("no SQL at all")]
    public async Task A_query_that_wants_more_than_to_read_its_tables_fails(string query)
    {
        var outcome = await RunAsync(query);
        Assert.False(outcome.Passed);
        Assert.DoesNotContain(outcome.Findings, finding => finding.Detail.Contains("root:", StringComparison.Ordinal) || finding.Row is not null);
        Assert.False(File.Exists("/tmp/athanor-escape.csv") || File.Exists("/tmp/athanor-escape.db"));
    }

    [Fact]
    public async Task A_query_that_would_run_forever_is_stopped()
    {
        var outcome = await _tree.CheckAsync(Check("SELECT count(*) FROM range(1000000000000) a, range(1000000) b"), limits: Brief);
        Assert.Contains("was stopped after 1 s", Assert.Single(outcome.Findings).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_that_answers_forever_is_counted_up_to_a_bound()
    {
        var outcome = await _tree.CheckAsync(Check("SELECT * FROM range(1000000000000)"), limits: new() { Findings = 3 });
        Assert.Equal(3, outcome.Findings.Count);
        Assert.InRange(outcome.Found, 1_000_000, 1_100_000);
    }

    [Fact]
    public async Task A_query_that_wants_all_memory_fails_alone()
    {
        var limits = new CheckLimits { Sql = new() { MemoryBytes = 64 << 20, SpillBytes = 1 << 20, Time = TimeSpan.FromSeconds(60) } };
        var outcome = await _tree.CheckAsync(Check("SELECT list(a.range || 'some text that is long enough') FROM range(20000000) a"), limits: limits);
        Assert.False(outcome.Passed);
        Assert.Contains("cannot be run", Assert.Single(outcome.Findings).Detail, StringComparison.Ordinal);
        Assert.True((await RunAsync("""SELECT * FROM "labels/train.csv" WHERE file IS NULL""")).Passed);
    }

    [Fact]
    public async Task A_cancelled_run_ends()
    {
        using var cancellation = new CancellationTokenSource();
        var run = new CheckRunner(TimeProvider.System).RunAsync(_tree, CheckDeclaration.Parse($"version: 1\nchecks:\n  - name: a\n    {Check("SELECT count(*) FROM range(1000000000000) a, range(1000000) b").ReplaceLineEndings("\n    ")}"), cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    [Fact]
    public async Task Nothing_is_left_in_the_temporary_folder()
    {
        await RunAsync("""SELECT * FROM "labels/*.csv", files""");
        await RunAsync("SELECT * FROM read_csv('/etc/passwd')");
        Assert.DoesNotContain(Directory.GetDirectories(Path.GetTempPath(), "athanor-sql-*"), folder => Directory.Exists(Path.Combine(folder, "tables", "labels")));
    }

    [Fact]
    public async Task Tables_larger_than_allowed_are_not_laid_out()
    {
        var outcome = await _tree.CheckAsync(Check("""SELECT * FROM "labels/*.csv" """), limits: new() { Sql = new() { MaterializedBytes = 10 } });
        Assert.Contains("more than 10 bytes", Assert.Single(outcome.Findings).Detail, StringComparison.Ordinal);
    }

    private Task<CheckOutcome> RunAsync(string query) => _tree.CheckAsync(Check(query));

    private static string Check(string query) => $"kind: sql\nquery: |\n  {query}";
}
