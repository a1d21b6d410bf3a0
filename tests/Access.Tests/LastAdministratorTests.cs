namespace Athanor.Access;

/// <summary>Whatever the path, nobody may lock everybody out.</summary>
public sealed class LastAdministratorTests : AccessTests
{
    [Fact]
    public Task The_last_key_cannot_be_revoked() => IsRefusedAsync(() => Server.Keys.RevokeAsync(Administrator, FirstKey.Key.Id, Cancellation));

    [Fact]
    public Task The_last_administrator_cannot_be_disabled() => IsRefusedAsync(() => Server.Directory.SetDisabledAsync(Administrator, "admin", isDisabled: true, Cancellation));

    [Fact]
    public Task The_last_administrator_cannot_be_removed() => IsRefusedAsync(() => Server.Directory.DeletePrincipalAsync(Administrator, "admin", Cancellation));

    [Fact]
    public Task The_last_role_cannot_be_taken() => IsRefusedAsync(() => Server.Directory.TakeRoleAsync(Administrator, "admin", project: null, Cancellation));

    [Fact]
    public Task The_last_role_cannot_be_lowered() => IsRefusedAsync(() => Server.Directory.GiveRoleAsync(Administrator, "admin", project: null, "operator", Cancellation));

    [Fact]
    public async Task Another_administrator_without_a_key_does_not_count()
    {
        await Server.Directory.CreatePrincipalAsync(Administrator, "ada", PrincipalKind.Person, once: null, Cancellation);
        await Server.Directory.GiveRoleAsync(Administrator, "ada", project: null, "admin", Cancellation);

        await IsRefusedAsync(() => Server.Directory.DeletePrincipalAsync(Administrator, "admin", Cancellation));
    }

    [Fact]
    public async Task Another_administrator_who_is_disabled_does_not_count()
    {
        await AddPersonAsync("ada", "admin");
        await Server.Directory.SetDisabledAsync(Administrator, "ada", isDisabled: true, Cancellation);

        await IsRefusedAsync(() => Server.Keys.RevokeAsync(Administrator, FirstKey.Key.Id, Cancellation));
    }

    [Fact]
    public async Task Another_administrator_whose_key_has_expired_does_not_count()
    {
        await Server.Directory.CreatePrincipalAsync(Administrator, "ada", PrincipalKind.Person, once: null, Cancellation);
        await Server.Directory.GiveRoleAsync(Administrator, "ada", project: null, "admin", Cancellation);
        await IssueAsync(Administrator, "ada", TimeSpan.FromHours(1));
        Clock.Advance(TimeSpan.FromHours(1));

        await IsRefusedAsync(() => Server.Keys.RevokeAsync(Administrator, FirstKey.Key.Id, Cancellation));
    }

    [Fact]
    public async Task An_administrator_of_a_project_does_not_count()
    {
        await AddPersonAsync("ada");
        Assert.True(Foundation.Identifiers.ProjectName.TryParse("default", out var project));
        await Server.Directory.GiveRoleAsync(Administrator, "ada", project, "admin", Cancellation);

        await IsRefusedAsync(() => Server.Directory.TakeRoleAsync(Administrator, "admin", project: null, Cancellation));
    }

    [Fact]
    public async Task The_first_may_go_once_there_is_a_second()
    {
        var ada = await AddPersonAsync("ada", "admin");

        await Server.Directory.DeletePrincipalAsync(await Server.CallerOfAsync(ada), "admin", Cancellation);

        Assert.Null(await Server.KnownKeys.FindAsync(FirstKey.Key.Id, Cancellation));
    }

    [Fact]
    public async Task Two_who_take_each_others_role_at_once_leave_one_of_them()
    {
        var ada = await Server.CallerOfAsync(await AddPersonAsync("ada", "admin"));

        var both = Task.WhenAll(
            Server.Directory.TakeRoleAsync(Administrator, "ada", project: null, Cancellation),
            Server.Directory.TakeRoleAsync(ada, "admin", project: null, Cancellation));

        Assert.Equal("access/last-administrator", (await ProblemOfAsync(() => both)).Code);
        Assert.Single(await Server.Directory.ListServerRolesAsync(Cancellation));
    }

    private async Task IsRefusedAsync(Func<Task> act)
    {
        var facts = Server.Database.LastFact;

        Assert.Equal("access/last-administrator", (await ProblemOfAsync(act)).Code);
        Assert.Equal(facts, Server.Database.LastFact);
        Assert.True((await Server.KnownKeys.FindAsync(FirstKey.Key.Id, Cancellation))!.IsUsableAt(Clock.GetUtcNow()));
    }
}
