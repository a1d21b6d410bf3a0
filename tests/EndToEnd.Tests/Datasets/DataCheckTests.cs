using System.Text.Json;
using Athanor.Conformance;

namespace Athanor.EndToEnd.Datasets;

public sealed class DataCheckTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public DataCheckTests() => Write("labels.csv", "file,label\na.png,cat\nb.png,\n");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_folder_that_holds_what_it_declares_passes_without_a_server()
    {
        Declare("checks:\n  - {name: parts, kind: required, files: labels.csv}\n  - {name: rows, kind: sql, query: 'SELECT * FROM \"labels.csv\" WHERE file IS NULL'}");
        var result = await RunAsync("check");
        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        Assert.Contains("passed rows", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_found_is_told_with_exit_code_3()
    {
        Declare("checks:\n  - {name: rows, kind: sql, query: 'SELECT file FROM \"labels.csv\" WHERE label IS NULL'}");
        var result = await RunAsync("check", "--json");
        Assert.Equal(3, result.ExitCode);
        var finding = JsonDocument.Parse(result.Output).RootElement.GetProperty("checks")[0].GetProperty("findings")[0];
        Assert.Equal("file = b.png", finding.GetProperty("detail").GetString());
        Assert.Equal("labels.csv", finding.GetProperty("files")[0].GetString());
    }

    [Fact]
    public async Task A_fault_in_the_declaration_is_told_by_line()
    {
        Declare("chekcs: []");
        var result = await RunAsync("check");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("line 2: there is no key `chekcs` here; did you mean `checks`?", result.Errors, StringComparison.Ordinal);
    }

    // A scalar function over long texts does not listen to an interrupt: only ending its process ends it.
    [Fact]
    public async Task A_query_that_cannot_be_interrupted_is_ended_all_the_same()
    {
        Declare("checks:\n  - {name: slow, kind: sql, time: 1s, query: \"SELECT levenshtein(repeat('ab', 1000000), repeat('ba', 1000000)) AS d\"}");
        var result = await RunAsync("check");
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("was stopped after 1 s", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Steps_are_shown_first_and_run_when_asked()
    {
        Declare("steps:\n  - {name: tidy, sql: 'SELECT * FROM \"labels.csv\" WHERE label IS NOT NULL', into: tidy.csv}\n  - {name: count, run: [sh, -c, wc -l < tidy.csv > lines]}");
        var plan = await RunAsync("clean");
        Assert.Equal(0, plan.ExitCode);
        Assert.False(File.Exists(_folder.File("tidy.csv")));

        var result = await RunAsync("clean", "--run");
        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        Assert.Equal("2\n", await File.ReadAllTextAsync(_folder.File("lines")));
    }

    private void Declare(string text) => Write("athanor.data.yaml", $"version: 1\n{text}\n");

    private void Write(string name, string text) => File.WriteAllText(_folder.File(name), text);

    private Task<AthanorCommand> RunAsync(string verb, params string[] options) => AthanorCommand.RunAsync(_folder.Path, ["data", verb, _folder.Path, .. options], new Dictionary<string, string>());
}
