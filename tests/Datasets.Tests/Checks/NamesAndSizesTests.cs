using System.Text.Json;
using Athanor.Datasets.Checks;

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
}
