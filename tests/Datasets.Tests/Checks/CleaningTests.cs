using System.Globalization;
using Athanor.Conformance;
using Athanor.Datasets.Checks;
using Athanor.Datasets.Checks.Cleaning;
using Athanor.Datasets.Tests.Decoding;

namespace Athanor.Datasets.Tests.Checks;

public sealed class CleaningTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Steps_run_in_their_order_in_the_folder()
    {
        var report = await RunAsync(Command("sh", "-c", "echo one > a.txt"), Command("sh", "-c", "cat a.txt > b.txt; echo done"));
        Assert.True(report.Succeeded);
        Assert.Equal("one\n", await File.ReadAllTextAsync(_folder.File("b.txt")));
        Assert.Equal("done\n", report.Steps[1].Output);
        Assert.NotEqual(report.Steps[0].Recipe, report.Steps[1].Recipe);
    }

    [Fact]
    public async Task A_failing_step_is_the_last()
    {
        var report = await RunAsync(Command("sh", "-c", "echo trouble >&2; exit 7"), Command("touch", "never"));
        Assert.False(report.Succeeded);
        Assert.Equal(("it ended with exit code 7", "trouble\n"), (Assert.Single(report.Steps).Detail, report.Steps[0].Output));
        Assert.False(File.Exists(_folder.File("never")));
    }

    [Fact]
    public async Task No_shell_reads_the_arguments()
    {
        var report = await RunAsync(Command("echo", "$HOME; `id` && *"));
        Assert.Equal("$HOME; `id` && *\n", Assert.Single(report.Steps).Output);
    }

    [Fact]
    public async Task Secrets_of_the_caller_are_not_in_the_environment()
    {
        Environment.SetEnvironmentVariable("ATHANOR_TOKEN", "secret");
        try
        {
            Assert.DoesNotContain("ATHANOR", Assert.Single((await RunAsync(Command("env"))).Steps).Output, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable("ATHANOR_TOKEN", null);
        }
    }

    [Fact]
    public async Task A_step_that_takes_too_long_is_stopped_with_all_that_it_started()
    {
        var report = await RunAsync(Command("sh", "-c", "sleep 1000 & echo $! > child; wait") with { Time = TimeSpan.FromSeconds(1) });
        Assert.Equal("it was stopped after 1 s", Assert.Single(report.Steps).Detail);
        await EndedAsync(await ChildAsync());
    }

    [Fact]
    public async Task What_a_step_leaves_running_ends_with_it()
    {
        Assert.True((await RunAsync(Command("sh", "-c", "sleep 1000 & echo $! > child"))).Succeeded);
        await EndedAsync(await ChildAsync());
    }

    [Fact]
    public async Task Output_without_end_is_kept_to_its_end()
    {
        var report = await RunAsync(Command("sh", "-c", "seq 1 200000; echo last"));
        Assert.InRange(report.Steps[0].Output.Length, 1, 64 << 10);
        Assert.EndsWith("200000\nlast\n", report.Steps[0].Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_is_not_there_fails() => Assert.False((await RunAsync(Command("no-such-command"))).Succeeded);

    [Fact]
    public async Task The_answer_of_a_query_becomes_a_file_and_may_replace_what_it_reads()
    {
        Needs.Sql();
        await File.WriteAllTextAsync(_folder.File("labels.csv"), "file,label\n1.png,cat\n2.png,\n");
        var report = await RunAsync(Query("SELECT * FROM \"labels.csv\" WHERE label IS NOT NULL", "labels.csv"), Query("SELECT count(*) AS n FROM \"labels.csv\"", "out/count.parquet"));
        Assert.True(report.Succeeded, string.Join("; ", report.Steps.Select(step => step.Detail)));
        Assert.Equal("file,label\n1.png,cat\n", await File.ReadAllTextAsync(_folder.File("labels.csv")));
        Assert.Equal(["labels.csv", "out/count.parquet"], await PathsAsync());

        var check = new SqlStep("again", "SELECT n + 0 AS n FROM \"out/count.parquet\"", "n.jsonl", [], TimeSpan.FromMinutes(1));
        await RunAsync(check);
        Assert.Equal("{\"n\":1}\n", await File.ReadAllTextAsync(_folder.File("n.jsonl")));
    }

    [Theory]
    [InlineData("SELECT * FROM read_text('/etc/passwd')")]
    [InlineData("COPY (SELECT 1) TO 'elsewhere.csv'")]
    [InlineData("SELECT * FROM \"missing.csv\"")]
    public async Task A_query_reads_and_writes_nothing_else(string query)
    {
        Needs.Sql();
        Assert.False((await RunAsync(Query(query, "a.csv"))).Succeeded);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task An_answer_does_not_leave_the_folder_through_a_link()
    {
        Needs.Sql();
        using var outside = new TemporaryFolder();
        Directory.CreateSymbolicLink(_folder.File("out"), outside.Path);
        Assert.False((await RunAsync(Query("SELECT 1 AS one", "out/a.csv"))).Succeeded);
        Assert.Empty(Directory.GetFileSystemEntries(outside.Path));
    }

    [Fact]
    public async Task A_link_in_the_folder_is_no_table_and_no_file()
    {
        Needs.Sql();
        using var outside = new TemporaryFolder();
        await File.WriteAllTextAsync(outside.File("secret.csv"), "a\n1\n");
        File.CreateSymbolicLink(_folder.File("a.csv"), outside.File("secret.csv"));
        Assert.False((await RunAsync(Query("SELECT * FROM \"a.csv\"", "b.csv"))).Succeeded);
        Assert.Empty(await PathsAsync());
    }

    private Task<CleaningReport> RunAsync(params CleaningStep[] steps) => new CleaningRunner(TimeProvider.System).RunAsync(_folder.Path, steps, TestContext.Current.CancellationToken);

    private static CommandStep Command(params string[] arguments) => new("step", arguments, [], TimeSpan.FromMinutes(1));

    private static SqlStep Query(string query, string into) => new("step", query, into, [], TimeSpan.FromMinutes(1));

    private async Task<List<string>> PathsAsync() => await new FolderTree(_folder.Path).ListAsync(default).Select(entry => entry.Path).ToListAsync();

    private async Task<int> ChildAsync() => int.Parse(await File.ReadAllTextAsync(_folder.File("child")), CultureInfo.InvariantCulture);

    private static Task EndedAsync(int process) => Eventually.HoldsAsync(() => Task.FromResult(!IsRunning(process)), "what the step started has ended");

    // A process that was killed may stay in the list until its parent has looked.
    private static bool IsRunning(int process)
    {
        try
        {
            return !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
