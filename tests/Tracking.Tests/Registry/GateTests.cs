using Athanor.Access.Authorization;
using Athanor.Conformance.Engines;
using Athanor.Foundation.Problems;
using Athanor.Tracking.Registry.Gates;

namespace Athanor.Tracking.Registry;

public sealed class GateTests(PostgresFixture server)
{
    private const string Project = RegistryHome.Project;
    private const string Actor = RegistryHome.Actor;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Engines => RegistryHome.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task A_gate_says_all_that_is_missing_and_opens_once_it_is_there(string engine)
    {
        await using var home = await RegistryHome.CreateAsync(engine, server);
        var version = await home.RegisterAsync(0.9);
        await SetAsync(home, new("champion") { Metrics = ["accuracy>=0.95", "loss < 1"], Tags = ["reviewed=yes", "license"], Approvals = 2, Role = "operator" });

        var refused = await Assert.ThrowsAsync<ProblemException>(() => home.PromoteAsync(1));
        await home.Log.LogAsync(Project, version.Run!, new() { Metrics = [new("accuracy", new(1, 1, 0.95)), new("loss", new(0, 0, 0.5))] }, Cancellation);
        foreach (var tag in new[] { "reviewed", "license" }) await home.Versions.SetTagAsync(Project, "leaves", "1", new(tag, "yes"), Cancellation);
        await ApproveAsync(home, "bob", Role.Operator);
        await ApproveAsync(home, "bob", Role.Operator);
        await ApproveAsync(home, "eve", Role.Contributor);
        var early = await Assert.ThrowsAsync<ProblemException>(() => home.PromoteAsync(1));
        await ApproveAsync(home, "dan", Role.Admin);
        await home.PromoteAsync(1);

        Assert.Equal(
            ["accuracy is 0.9, not >= 0.95", "its run has no metric loss", "the tag reviewed=yes is missing", "the tag license is missing", "it has 0 of 2 approvals by role operator"], refused.Problem.Particulars["unmet"]);
        Assert.Equal(["it has 1 of 2 approvals by role operator"], early.Problem.Particulars["unmet"]);
        Assert.Equal(1, await home.FindAsync());
        Assert.Contains(await home.ListFactsAsync("model-version.approved"), fact => fact.Contains("because dan says so", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task No_way_leads_around_a_gate(string engine)
    {
        await using var home = await RegistryHome.CreateAsync(engine, server);
        await home.RegisterAsync(double.NaN);
        await SetAsync(home, new("PRODUCTION") { Metrics = ["accuracy > 0"] });
        await SetAsync(home, new("champion") { Approvals = 1 });
        var (contributor, other) = (RegistryHome.CallerOf("ada", Role.Contributor), RegistryHome.CallerOf("bob", Role.Contributor));

        foreach (var alias in new[] { "Production", "production", "champion" }) await Assert.ThrowsAsync<ProblemException>(() => home.PromoteAsync(1, alias));
        await Assert.ThrowsAsync<ProblemException>(() => home.Promotion.TransitionAsync(Actor, Project, "leaves", "1", "production", true, "", Cancellation));
        await Assert.ThrowsAsync<ProblemException>(() => home.Models.RenameAsync(contributor, Project, "leaves", "stems", Cancellation));
        await Assert.ThrowsAsync<ProblemException>(() => home.Models.DeleteAsync(contributor, Project, "leaves", Cancellation));
        await Assert.ThrowsAsync<ProblemException>(() => home.Gates.ApproveAsync(contributor, Project, "leaves", "1", "champion", "mine", Cancellation));
        await home.Gates.ApproveAsync(other, Project, "leaves", "1", "challenger", "for something else", Cancellation);
        await Assert.ThrowsAsync<ProblemException>(() => home.PromoteAsync(1));
        await Assert.ThrowsAsync<ProblemException>(() => home.Promotion.RollBackAsync(Actor, Project, "leaves", "champion", "trick", Cancellation));

        Assert.Empty((await home.Models.GetAsync(Project, "leaves", Cancellation)).Aliases);
        await home.Models.DeleteAsync(RegistryHome.CallerOf("olga", Role.Operator), Project, "leaves", Cancellation);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task An_alias_goes_back_step_by_step_past_what_was_deleted_and_all_of_it_is_kept(string engine)
    {
        await using var home = await RegistryHome.CreateAsync(engine, server);
        for (var count = 1; count <= 4; count++)
        {
            await home.RegisterAsync();
            await home.PromoteAsync(count);
        }
        await home.Versions.DeleteAsync(Actor, Project, "leaves", "3", Cancellation);

        var went = new List<long>();
        for (var count = 0; count < 2; count++) went.Add((await home.Promotion.RollBackAsync(Actor, Project, "leaves", "champion", "it is slow", Cancellation)).Number);
        var refused = await Assert.ThrowsAsync<ProblemException>(() => home.Promotion.RollBackAsync(Actor, Project, "leaves", "champion", "further", Cancellation));
        await home.Promotion.RemoveAliasAsync(Actor, Project, "leaves", "champion", Cancellation);
        went.Add((await home.Promotion.RollBackAsync(Actor, Project, "leaves", "champion", "too soon", Cancellation)).Number);

        Assert.Equal([2, 1, 1], went);
        Assert.Equal(409, refused.Problem.Status);
        Assert.Equal([1, null, 1, 2, 4, 3, 2, 1], (await home.Promotion.ListChangesAsync(Project, "leaves", "champion", 100, Cancellation)).Select(change => change.Version));
        Assert.Contains("model-alias/plants/leaves/champion [\"model-version/plants/leaves/2\"]", (await home.ListFactsAsync("model-alias.rolled-back"))[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("accuracy")]
    [InlineData(">= 0.5")]
    [InlineData("accuracy >= high")]
    [InlineData("accuracy >= NaN")]
    [InlineData("accuracy == 1")]
    [InlineData("../x > 1")]
    public async Task A_threshold_that_cannot_be_read_makes_no_gate(string threshold)
    {
        await using var home = await RegistryHome.CreateAsync("SQLite", server);

        await Assert.ThrowsAsync<ProblemException>(() => SetAsync(home, new("champion") { Metrics = [threshold] }));

        Assert.Empty(await home.Gates.ListAsync(Project, "leaves", Cancellation));
    }

    [Fact]
    public async Task A_gate_that_asks_for_nothing_and_a_change_without_a_reason_are_refused()
    {
        await using var home = await RegistryHome.CreateAsync("SQLite", server);
        await home.RegisterAsync();

        await Assert.ThrowsAsync<ProblemException>(() => SetAsync(home, new("champion")));
        await Assert.ThrowsAsync<ProblemException>(() => SetAsync(home, new("champion") { Approvals = 1, Role = "king" }));
        await Assert.ThrowsAsync<ProblemException>(() => home.Gates.ApproveAsync(RegistryHome.CallerOf("bob", Role.Admin), Project, "leaves", "1", "champion", " ", Cancellation));
        await Assert.ThrowsAsync<ProblemException>(() => home.Gates.RemoveAsync(Actor, Project, "leaves", "champion", Cancellation));
    }

    private static Task<Gate> SetAsync(RegistryHome home, Gate gate) => home.Gates.SetAsync(Actor, Project, "leaves", gate, Cancellation);

    private static Task<Approval> ApproveAsync(RegistryHome home, string name, Role role) =>
        home.Gates.ApproveAsync(RegistryHome.CallerOf(name, role), Project, "leaves", "1", "champion", $"because {name} says so", Cancellation);
}
