using Athanor.Access.Authorization;
using Athanor.Conformance.Engines;
using Athanor.Foundation.Problems;

namespace Athanor.Tracking.Registry;

public sealed class ModelRegistryTests(PostgresFixture server)
{
    private const string Project = RegistryHome.Project;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Engines => RegistryHome.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task A_number_is_never_given_twice_and_aliases_go_with_their_version(string engine)
    {
        await using var home = await RegistryHome.CreateAsync(engine, server);
        for (var count = 0; count < 3; count++) await home.RegisterAsync();
        await home.PromoteAsync(3);

        await home.Versions.DeleteAsync(RegistryHome.Actor, Project, "leaves", "3", Cancellation);

        Assert.Equal(4, (await home.RegisterAsync()).Number);
        Assert.Equal([4, 2, 1], (await home.Versions.ListAsync(Project, "leaves", long.MaxValue, 10, Cancellation)).Select(version => version.Number));
        Assert.Empty((await home.Models.GetAsync(Project, "leaves", Cancellation)).Aliases);
        await Assert.ThrowsAsync<ProblemException>(() => home.Versions.GetAsync(Project, "leaves", "3", Cancellation));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_renamed_model_keeps_its_versions_aliases_and_signatures(string engine)
    {
        await using var home = await RegistryHome.CreateAsync(engine, server);
        await home.RegisterAsync(tags: [new("kind", "net")]);
        await home.PromoteAsync(1);

        await home.Models.RenameAsync(RegistryHome.CallerOf("ada", Role.Contributor), Project, "leaves", "leaves of trees", Cancellation);

        var version = await home.Versions.ResolveAsync(Project, "leaves of trees", "@champion", Cancellation);
        Assert.Equal(("leaves of trees", 1), (version.Model, version.Number));
        Assert.Equal([new("kind", "net")], version.Tags);
        Assert.True((await home.VersionFiles.VerifyAsync(version, Cancellation)).IsWhole);
        await Assert.ThrowsAsync<ProblemException>(() => home.Models.GetAsync(Project, "leaves", Cancellation));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Models_of_other_projects_are_not_found_and_may_have_the_same_name(string engine)
    {
        await using var home = await RegistryHome.CreateAsync(engine, server);
        await home.RegisterAsync();

        await Assert.ThrowsAsync<ProblemException>(() => home.Models.GetAsync("rocks", "leaves", Cancellation));
        await home.Models.CreateAsync(RegistryHome.Actor, "rocks", "leaves", null, [], Cancellation);

        Assert.Empty(await home.Versions.ListAsync("rocks", "leaves", long.MaxValue, 10, Cancellation));
        Assert.Empty((await home.Versions.SearchAsync("rocks", new() { Filter = "name = 'leaves'" }, Cancellation)).Items);
        await Assert.ThrowsAsync<ProblemException>(() => home.Versions.GetAsync("rocks", "leaves", "1", Cancellation));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Versions_are_searched_page_by_page_whatever_the_order(string engine)
    {
        await using var home = await RegistryHome.CreateAsync(engine, server);
        for (var count = 0; count < 7; count++) await home.RegisterAsync();

        foreach (var order in new[] { "version_number", "creation_timestamp", "last_updated_timestamp DESC", "name DESC", "run_id", "source_path" })
        {
            var (found, token) = (new List<long>(), (string?)null);
            do
            {
                var page = await home.Versions.SearchAsync(Project, new() { OrderBy = [order], Limit = 2, PageToken = token }, Cancellation);
                found.AddRange((await home.Versions.LoadAsync(page.Items, Cancellation)).Select(version => version.Number));
                token = page.Next;
            }
            while (token is not null);
            Assert.Equal([1, 2, 3, 4, 5, 6, 7], found.Order());
        }
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Versions_made_at_once_get_numbers_of_their_own(string engine)
    {
        await using var home = await RegistryHome.CreateAsync(engine, server);
        var run = await home.RunAsync();

        var made = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => home.RegisterAsync($"runs:/{run.Id}/model")));

        Assert.Equal(Enumerable.Range(1, 12).Select(number => (long)number), made.Select(version => version.Number).Order());
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../x")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a:b")]
    [InlineData("a@b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("%2e%2e")]
    [InlineData("a\nb")]
    public async Task A_name_that_could_be_a_path_or_an_address_is_refused(string name)
    {
        await using var home = await RegistryHome.CreateAsync("SQLite", server);

        await Assert.ThrowsAsync<ProblemException>(() => home.Models.CreateAsync(RegistryHome.Actor, Project, name, null, [], Cancellation));
        await Assert.ThrowsAsync<ProblemException>(() => home.Models.RenameAsync(RegistryHome.CallerOf("ada", Role.Admin), Project, "leaves", name, Cancellation));
    }

    [Theory]
    [InlineData("latest")]
    [InlineData("Latest")]
    [InlineData("v1")]
    [InlineData("V20")]
    [InlineData("a b")]
    [InlineData("a.b")]
    [InlineData("../x")]
    [InlineData("champion\n")]
    [InlineData("")]
    public async Task An_alias_that_is_reserved_or_no_word_is_refused(string alias)
    {
        await using var home = await RegistryHome.CreateAsync("SQLite", server);
        await home.RegisterAsync();

        await Assert.ThrowsAsync<ProblemException>(() => home.PromoteAsync(1, alias));
    }
}
