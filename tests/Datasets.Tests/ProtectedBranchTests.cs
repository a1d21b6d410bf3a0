using Athanor.Access.Authorization;
using Athanor.Conformance.Engines;
using Athanor.Datasets.Model;
using Athanor.Datasets.Names;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets;

public sealed class ProtectedBranchTests(PostgresFixture server)
{
    private const string Declaration =
        """
        version: 1
        checks:
          - name: there are labels
            kind: required
            files: labels.csv
          - name: no scratch files
            kind: forbidden
            severity: warning
            files: "**/*.tmp"
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task A_merge_that_fails_a_check_leaves_the_branch_where_it_is_and_says_why(string engine)
    {
        await using var home = await OpenAsync(engine);
        var before = await home.Refs.GetCommitAsync(home.Dataset, "main", Cancellation);
        await home.DeleteAsync("work/labels.csv");
        await home.PutAsync("work/a.tmp", "scratch");
        await home.CommitAsync("work");

        var refused = await Assert.ThrowsAsync<ProblemException>(() => MergeAsync(home));

        Assert.Equal("datasets/checks-failed", refused.Problem.Code);
        Assert.StartsWith("there are labels", Assert.Single(refused.Problem.Particulars["findings"]), StringComparison.Ordinal);
        Assert.Equal(before.Id, (await home.Refs.GetCommitAsync(home.Dataset, "main", Cancellation)).Id);
        var draft = await home.Refs.GetCommitAsync(home.Dataset, refused.Problem.Detail.Split(' ')[2], Cancellation);
        Assert.False((await home.Checks.FindAsync(home.Dataset, draft, Cancellation))!.Passed);
    }

    [Fact]
    public async Task A_merge_that_passes_goes_through_and_keeps_what_was_found()
    {
        await using var home = await OpenAsync("SQLite");
        await home.PutAsync("work/a.tmp", "scratch");
        await home.CommitAsync("work");

        var merged = await MergeAsync(home);

        Assert.Equal(merged.Id, (await home.Refs.GetCommitAsync(home.Dataset, "main", Cancellation)).Id);
        var report = await home.Checks.FindAsync(home.Dataset, merged, Cancellation);
        Assert.True(report!.Passed);
        Assert.Equal([true, false], report.Checks.Select(check => check.Passed));
    }

    [Fact]
    public async Task Of_two_merges_at_once_into_a_protected_branch_none_undoes_the_other()
    {
        await using var home = await OpenAsync("SQLite");
        foreach (var name in new[] { "one", "two" })
        {
            await home.Refs.CreateBranchAsync("person/ada", home.Dataset, RefName.Parse(name), "main", Cancellation);
            await home.PutAsync($"{name}/{name}", name);
            await home.CommitAsync(name);
        }

        var outcomes = await Task.WhenAll(new[] { "one", "two" }.Select(name => Record.ExceptionAsync(() => MergeAsync(home, name)).AsTask()));

        var merged = await home.ReadAllAsync("main");
        Assert.All(outcomes, outcome => Assert.True(outcome is null or ProblemException { Problem.Code: "datasets/moved-meanwhile" }));
        Assert.Equal(outcomes.Count(outcome => outcome is null), new[] { "one", "two" }.Count(merged.ContainsKey));
        Assert.Contains(null, outcomes);
    }

    private async Task<DatasetHome> OpenAsync(string engine)
    {
        var home = await DatasetHome.CreateAsync(engine, server);
        await home.ImportAsync("main", new Dictionary<string, string> { ["athanor.data.yaml"] = Declaration, ["labels.csv"] = "a,b\n1,2\n" });
        await home.CommitAsync("main");
        await home.Refs.CreateBranchAsync("person/ada", home.Dataset, RefName.Parse("work"), "main", Cancellation);
        await home.Refs.ProtectBranchAsync("person/boss", home.Dataset, "main", Role.Operator, Cancellation);
        return home;
    }

    private static Task<Commit> MergeAsync(DatasetHome home, string source = "work") => home.History.MergeAsync(DatasetHome.Boss, home.Dataset, source, RefName.Parse("main"), default, null, Cancellation);
}
