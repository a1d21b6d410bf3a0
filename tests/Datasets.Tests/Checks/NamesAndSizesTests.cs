using System.Runtime.CompilerServices;
using System.Text.Json;
using Athanor.Conformance;
using Athanor.Datasets.Checks;
using Athanor.Datasets.Checks.Declaration;

namespace Athanor.Datasets.Tests.Checks;

public sealed class NamesAndSizesTests
{
    private readonly TreeInMemory _tree = new TreeInMemory().Add("README.md", "hello").Add("data/a.txt", new string('x', 3000)).Add("data/.DS_Store", "junk");

    [Fact]
    public async Task Sizes_out_of_bounds_are_named()
    {
        var outcome = await _tree.CheckAsync("kind: size\nfiles: data/**\neach: 1 KiB..\ntotal: ..2KiB\ncount: 5..");
        Assert.Equal(
            ["it has 4 B, and at least 1 KiB are expected", "there are 2 files, and at least 5 are expected", "together they have 2.9 KiB, and at most 2 KiB are expected"],
            outcome.Findings.Select(finding => finding.Detail));
    }

    [Fact]
    public async Task Every_required_pattern_must_match()
    {
        Assert.True((await _tree.CheckAsync("kind: required\nfiles: [README.md, \"data/*.txt\"]")).Passed);
        Assert.Equal("nothing matches 'LICENSE'", Assert.Single((await _tree.CheckAsync("kind: required\nfiles: [README.md, LICENSE]")).Findings).Detail);
    }

    [Fact]
    public async Task No_file_may_match_a_forbidden_pattern()
    {
        var outcome = await _tree.CheckAsync("kind: forbidden\nfiles: \"**/.DS_Store\"");
        Assert.Equal("data/.DS_Store", Assert.Single(outcome.Findings).Files[0]);
        Assert.True((await _tree.CheckAsync("kind: forbidden\nfiles: \"**/*.exe\"")).Passed);
    }

    [Fact]
    public async Task A_warning_does_not_fail_the_report()
    {
        var report = await _tree.RunAsync("version: 1\nchecks:\n  - {name: a, kind: forbidden, files: \"**\", severity: warning}\n  - {name: b, kind: required, files: README.md}\n");
        Assert.True(report.Passed);
        Assert.Equal([false, true], report.Checks.Select(check => check.Passed));
    }

    [Fact]
    public async Task A_report_survives_JSON()
    {
        var report = await _tree.RunAsync("version: 1\nchecks:\n  - {name: a, kind: forbidden, files: \"**\", severity: warning}\n");
        var text = JsonSerializer.Serialize(report, JsonSerializerOptions.Web);
        Assert.Contains("\"severity\":\"warning\"", text, StringComparison.Ordinal);
        Assert.Equal(text, JsonSerializer.Serialize(JsonSerializer.Deserialize<CheckReport>(text, JsonSerializerOptions.Web), JsonSerializerOptions.Web));
    }

    [Fact]
    public async Task A_check_that_takes_too_long_is_given_up_and_the_next_one_runs()
    {
        var clock = new ManualClock();
        var tree = new EndlessTree(() => clock.Advance(TimeSpan.FromMinutes(1)));
        var declaration = CheckDeclaration.Parse("version: 1\nchecks:\n  - {name: a, kind: size, count: 1}\n  - {name: b, kind: required, files: \"*\"}\n");
        var report = await new CheckRunner(clock, limits: new() { Time = TimeSpan.FromMinutes(30) }).RunAsync(tree, declaration, TestContext.Current.CancellationToken);
        Assert.StartsWith("The check was given up after 30 minutes.", Assert.Single(report.Checks[0].Findings).Detail, StringComparison.Ordinal);
        Assert.True(report.Checks[1].Passed);
    }

    /// <summary>Lists files as long as it is let, each of which takes its time.</summary>
    private sealed class EndlessTree(Action onFile) : ICheckedTree
    {
        public async IAsyncEnumerable<CheckedEntry> ListAsync([EnumeratorCancellation] CancellationToken cancellation)
        {
            for (var number = 0; ; number++)
            {
                cancellation.ThrowIfCancellationRequested();
                onFile();
                await Task.Yield();
                yield return new($"{number}", 1, new byte[32]);
            }
        }

        public ValueTask<CheckedEntry?> FindAsync(string path, CancellationToken cancellation) => ValueTask.FromResult<CheckedEntry?>(null);

        public ValueTask<Stream> OpenAsync(CheckedEntry entry, CancellationToken cancellation) => ValueTask.FromResult(Stream.Null);
    }
}
