using Athanor.Access.Authorization;

namespace Athanor.Access;

public sealed class AccessKeysTests : AccessTests
{
    [Fact]
    public async Task An_issued_key_has_the_lengths_that_clients_expect()
    {
        var issued = await IssueAsync(Administrator, "admin");

        Assert.Equal((20, 40), (issued.Key.Id.Length, issued.Secret.Length));
    }

    [Fact]
    public async Task A_key_works_until_the_moment_it_expires()
    {
        var issued = await IssueAsync(Administrator, "admin", TimeSpan.FromHours(1));

        Clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromTicks(10));
        Assert.True(await IsUsableAsync(issued));

        Clock.Advance(TimeSpan.FromTicks(10));
        Assert.False(await IsUsableAsync(issued));
    }

    [Fact]
    public async Task A_revoked_key_is_over_at_once_and_for_good()
    {
        var issued = await IssueAsync(Administrator, "admin");

        var first = await Server.Keys.RevokeAsync(Administrator, issued.Key.Id, Cancellation);
        Clock.Advance(TimeSpan.FromHours(1));
        var second = await Server.Keys.RevokeAsync(Administrator, issued.Key.Id, Cancellation);

        Assert.False(await IsUsableAsync(issued));
        Assert.Equal(first.RevokedAt, second.RevokedAt);
        Assert.Single(await Server.FactsAsync("key.revoked"));
    }

    [Fact]
    public async Task A_rotated_key_works_until_its_grace_is_over_and_its_successor_goes_on()
    {
        var old = await IssueAsync(Administrator, "admin");

        var successor = await RotateAsync(Administrator, old, TimeSpan.FromHours(1));
        Assert.True(await IsUsableAsync(old));

        Clock.Advance(TimeSpan.FromHours(1));
        Assert.False(await IsUsableAsync(old));
        Assert.True(await IsUsableAsync(successor));
    }

    [Fact]
    public async Task Rotation_does_not_lengthen_the_life_of_the_old_key()
    {
        var old = await IssueAsync(Administrator, "admin", TimeSpan.FromMinutes(10));

        var successor = await RotateAsync(Administrator, old, TimeSpan.FromDays(1));

        Assert.Equal(old.Key.ExpiresAt, (await Server.Keys.GetAsync(old.Key.Id, Cancellation)).ExpiresAt);
        Assert.Equal(old.Key.ExpiresAt, successor.Key.ExpiresAt);
    }

    [Fact]
    public async Task The_successor_keeps_the_limit_of_the_key_it_replaces()
    {
        var old = await Server.Keys.IssueAsync(Administrator, new KeyDraft("admin", "for a job", null, 7), once: null, Cancellation);

        var successor = await RotateAsync(Administrator, old, TimeSpan.Zero);

        Assert.Equal((7, "for a job"), (successor.Key.RequestsPerSecond, successor.Key.Description));
    }

    [Fact]
    public async Task A_key_that_is_over_has_no_successor()
    {
        var revoked = await IssueAsync(Administrator, "admin");
        await Server.Keys.RevokeAsync(Administrator, revoked.Key.Id, Cancellation);
        var expired = await IssueAsync(Administrator, "admin", TimeSpan.FromMinutes(1));
        Clock.Advance(TimeSpan.FromMinutes(1));

        foreach (var key in new[] { revoked, expired })
            Assert.Equal("access/key-ended", (await ProblemOfAsync(() => RotateAsync(Administrator, key, TimeSpan.Zero))).Code);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(365)]
    public async Task A_key_that_expires_cannot_issue_one_that_outlives_it(int? days)
    {
        var own = await IssueAsync(Administrator, "admin", TimeSpan.FromHours(1));

        var issued = await IssueAsync(await Server.CallerOfAsync(own), "admin", days is { } count ? TimeSpan.FromDays(count) : null);

        Assert.Equal(own.Key.ExpiresAt, issued.Key.ExpiresAt);
    }

    [Fact]
    public async Task A_key_that_expires_cannot_rotate_itself_into_one_that_outlives_it()
    {
        var (own, other) = (await IssueAsync(Administrator, "admin", TimeSpan.FromHours(1)), await IssueAsync(Administrator, "admin"));

        var successor = await RotateAsync(await Server.CallerOfAsync(own), other, TimeSpan.FromDays(1));

        Assert.Equal(own.Key.ExpiresAt, successor.Key.ExpiresAt);
    }

    [Fact]
    public async Task A_key_may_issue_a_shorter_one()
    {
        var own = await IssueAsync(Administrator, "admin", TimeSpan.FromHours(1));

        var issued = await IssueAsync(await Server.CallerOfAsync(own), "admin", TimeSpan.FromMinutes(1));

        Assert.Equal(Clock.GetUtcNow() + TimeSpan.FromMinutes(1), issued.Key.ExpiresAt);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("viewer")]
    [InlineData("operator")]
    public async Task Whoever_may_not_manage_principals_controls_only_the_own_keys(string? role)
    {
        var ada = await Server.CallerOfAsync(await AddPersonAsync("ada", role));

        Func<Task>[] attempts =
        [
            () => IssueAsync(ada, "admin"),
            () => RotateAsync(ada, FirstKey, TimeSpan.Zero),
            () => Server.Keys.RevokeAsync(ada, FirstKey.Key.Id, Cancellation),
        ];

        foreach (var attempt in attempts) Assert.Equal("access/forbidden", (await ProblemOfAsync(attempt)).Code);
        Assert.Equal("ada", (await IssueAsync(ada, "ada")).Key.Principal);
        Assert.True(await IsUsableAsync(FirstKey));
    }

    [Fact]
    public async Task An_administrator_of_a_project_does_not_control_the_keys_of_others()
    {
        await AddPersonAsync("ada");
        await Server.Directory.GiveRoleAsync(Administrator, "ada", ProjectNamed("default"), "admin", Cancellation);
        var ada = await Server.CallerOfAsync(await IssueAsync(Administrator, "ada"));

        Assert.Equal("access/forbidden", (await ProblemOfAsync(() => IssueAsync(ada, "admin"))).Code);
    }

    [Fact]
    public async Task Nobody_gets_a_key_who_is_not_known() =>
        Assert.Equal("access/unknown-principal", (await ProblemOfAsync(() => IssueAsync(Administrator, "nobody"))).Code);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 0)]
    [InlineData(60, -1)]
    [InlineData(60, 1_000_001)]
    public async Task A_key_without_sense_is_refused(int seconds, int requestsPerSecond)
    {
        var draft = new KeyDraft("admin", "", TimeSpan.FromSeconds(seconds), requestsPerSecond);

        Assert.Equal("access/bad-field", (await ProblemOfAsync(() => Server.Keys.IssueAsync(Administrator, draft, once: null, Cancellation))).Code);
    }

    [Fact]
    public async Task A_removed_principal_takes_the_keys_along()
    {
        var ada = await AddPersonAsync("ada", "viewer");

        await Server.Directory.DeletePrincipalAsync(Administrator, "ada", Cancellation);
        await Server.Directory.CreatePrincipalAsync(Administrator, "ada", PrincipalKind.Person, once: null, Cancellation);

        Assert.Null(await Server.KnownKeys.FindAsync(ada.Key.Id, Cancellation));
        Assert.Equal(Role.None, (await Server.CallerOfAsync(await IssueAsync(Administrator, "ada"))).GlobalRole);
    }

    [Fact]
    public async Task No_fact_holds_a_secret()
    {
        var issued = await RotateAsync(Administrator, await IssueAsync(Administrator, "admin"), TimeSpan.Zero);

        var facts = await Server.FactsAsync("key.issued");

        Assert.NotEmpty(facts);
        Assert.All(facts, fact => Assert.DoesNotContain(issued.Secret, fact.ToString() + fact.Details, StringComparison.Ordinal));
    }

    private static Foundation.Identifiers.ProjectName ProjectNamed(string text) => Foundation.Identifiers.ProjectName.TryParse(text, out var name) ? name : throw new ArgumentException(text);

    private Task<IssuedKey> RotateAsync(Caller caller, IssuedKey key, TimeSpan grace) => Server.Keys.RotateAsync(caller, key.Key.Id, grace, once: null, Cancellation);

    private async Task<bool> IsUsableAsync(IssuedKey issued) => (await Server.KnownKeys.FindAsync(issued.Key.Id, Cancellation))?.IsUsableAt(Clock.GetUtcNow()) is true;
}
