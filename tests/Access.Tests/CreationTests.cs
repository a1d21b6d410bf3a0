using Athanor.Foundation.Idempotency;
using Athanor.Foundation.Identifiers;

namespace Athanor.Access;

/// <summary>A creation that is repeated with its Idempotency-Key makes nothing twice.</summary>
public sealed class CreationTests : AccessTests
{
    [Fact]
    public async Task A_repeated_creation_answers_what_was_made()
    {
        var first = await CreateProjectAsync("plants", Key("one"));
        var second = await CreateProjectAsync("plants", Key("one"));

        Assert.Equal(first, second);
        Assert.Single(await Server.FactsAsync("project.created"), fact => fact.Project == "plants");
    }

    [Fact]
    public async Task A_repeated_issue_answers_the_same_key_with_the_same_secret()
    {
        var first = await IssueOnceAsync(Key("one"));
        await RestartAsync();
        var second = await IssueOnceAsync(Key("one"));

        Assert.Equal(first, second);
    }

    [Fact]
    public async Task A_repeated_rotation_makes_one_successor()
    {
        var old = await IssueAsync(Administrator, "admin");

        var first = await Server.Keys.RotateAsync(Administrator, old.Key.Id, TimeSpan.FromDays(1), Key("one"), Cancellation);
        var second = await Server.Keys.RotateAsync(Administrator, old.Key.Id, TimeSpan.FromDays(1), Key("one"), Cancellation);

        Assert.Equal(first, second);
    }

    [Fact]
    public async Task The_same_key_for_another_request_is_refused()
    {
        await CreateProjectAsync("plants", Key("one"));

        var problem = await ProblemOfAsync(() => CreateProjectAsync("stars", Key("one", request: 2)));

        Assert.Equal(("request/idempotency-key-reused", 422), (problem.Code, problem.Status));
    }

    [Fact]
    public async Task Two_callers_may_choose_the_same_key()
    {
        await CreateProjectAsync("plants", Key("one"));
        await CreateProjectAsync("stars", Key("one", request: 2) with { Caller = "person/ada" });

        Assert.Equal(3, (await Server.Directory.ListProjectsAsync(Administrator, "", 10, Cancellation)).Items.Count);
    }

    [Fact]
    public async Task Many_at_once_make_one_thing()
    {
        var issued = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => IssueOnceAsync(Key("one"))));

        Assert.Single(issued.Distinct());
    }

    [Fact]
    public async Task A_creation_that_failed_may_be_repeated_with_its_key()
    {
        await CreateProjectAsync("plants", once: null);
        await ProblemOfAsync(() => CreateProjectAsync("plants", Key("one")));
        await Server.Directory.DeleteProjectAsync(Administrator, Named("plants"), Cancellation);

        Assert.Equal("plants", (await CreateProjectAsync("plants", Key("one"))).Name);
    }

    [Fact]
    public async Task A_repeated_creation_of_what_has_been_deleted_says_so()
    {
        await CreateProjectAsync("plants", Key("one"));
        await Server.Directory.DeleteProjectAsync(Administrator, Named("plants"), Cancellation);

        Assert.Equal("access/unknown-project", (await ProblemOfAsync(() => CreateProjectAsync("plants", Key("one")))).Code);
    }

    [Fact]
    public async Task A_key_is_forgotten_after_a_day()
    {
        await CreateProjectAsync("plants", Key("one"));
        Clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(1));
        await CreateProjectAsync("moons", Key("two"));

        Assert.Equal("stars", (await CreateProjectAsync("stars", Key("one", request: 2))).Name);
    }

    private static CreationKey Key(string key, byte request = 1) => new("person/admin", key, [request]);

    private static ProjectName Named(string text) => ProjectName.TryParse(text, out var name) ? name : throw new ArgumentException(text);

    private Task<Project> CreateProjectAsync(string name, CreationKey? once) => Server.Directory.CreateProjectAsync(Administrator, name, "", once, Cancellation);

    private Task<IssuedKey> IssueOnceAsync(CreationKey once) => Server.Keys.IssueAsync(Administrator, new KeyDraft("admin", "", null, 0), once, Cancellation);
}
