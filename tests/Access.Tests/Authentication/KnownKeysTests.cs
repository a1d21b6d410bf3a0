using Athanor.Access.Authorization;
using Athanor.Conformance;

namespace Athanor.Access.Authentication;

public sealed class KnownKeysTests : AccessTests
{
    private AccessServer _other = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _other = await AccessServer.StartAsync(Folder.Path, Clock);
    }

    public override async ValueTask DisposeAsync()
    {
        await _other.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task A_change_counts_at_once_on_the_server_that_made_it()
    {
        var ada = await AddPersonAsync("ada", "viewer");
        Assert.Equal(Role.Viewer, (await Server.CallerOfAsync(ada)).GlobalRole);

        await Server.Directory.TakeRoleAsync(Administrator, "ada", project: null, Cancellation);

        Assert.Equal(Role.None, (await Server.CallerOfAsync(ada)).GlobalRole);
    }

    [Fact]
    public async Task A_change_counts_on_another_server_once_that_has_looked()
    {
        var ada = await AddPersonAsync("ada", "viewer");
        await _other.KnownKeys.ForgetIfChangedAsync(Cancellation);
        Assert.Equal(Role.Viewer, (await _other.CallerOfAsync(ada)).GlobalRole);

        await Server.Directory.TakeRoleAsync(Administrator, "ada", project: null, Cancellation);
        await _other.KnownKeys.ForgetIfChangedAsync(Cancellation);

        Assert.Equal(Role.None, (await _other.CallerOfAsync(ada)).GlobalRole);
    }

    [Fact]
    public async Task Every_server_looks_by_itself_as_time_passes()
    {
        var ada = await AddPersonAsync("ada", "viewer");
        await _other.CallerOfAsync(ada);
        await _other.KeyUse.StartAsync(Cancellation);

        await Server.Keys.RevokeAsync(Administrator, ada.Key.Id, Cancellation);

        await Eventually.HoldsAsync(
            async () =>
            {
                Clock.Advance(TimeSpan.FromSeconds(1));
                return (await _other.KnownKeys.FindAsync(ada.Key.Id, Cancellation))?.Key.RevokedAt is not null;
            },
            "the other server knows that the key is revoked");
        await _other.KeyUse.StopAsync(Cancellation);
    }

    [Fact]
    public async Task A_change_while_a_key_is_being_read_is_not_overlooked()
    {
        var ada = await AddPersonAsync("ada", "viewer");

        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var read = 0; read < 200; read++) await Server.KnownKeys.FindAsync(ada.Key.Id, Cancellation);
        })).ToList();
        foreach (var role in Enumerable.Range(0, 50).Select(change => RoleNames.All[change % 4])) await Server.Directory.GiveRoleAsync(Administrator, "ada", project: null, role, Cancellation);
        await Server.Directory.TakeRoleAsync(Administrator, "ada", project: null, Cancellation);

        Assert.Equal(Role.None, (await Server.CallerOfAsync(ada)).GlobalRole);
        await Task.WhenAll(readers);
        Assert.Equal(Role.None, (await Server.CallerOfAsync(ada)).GlobalRole);
    }

    [Fact]
    public async Task The_last_use_of_a_key_is_written_when_the_server_stops()
    {
        await Server.KeyUse.StartAsync(Cancellation);
        Clock.Advance(TimeSpan.FromMilliseconds(10));
        Server.KeyUse.Note(FirstKey.Key.Id);

        await Server.KeyUse.StopAsync(Cancellation);

        Assert.Equal(Clock.GetUtcNow(), (await Server.Keys.GetAsync(FirstKey.Key.Id, Cancellation)).LastUsedAt);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    [InlineData("ATH'; DROP TABLE--x")]
    [InlineData("\ud800\ud800\ud800\ud800\ud800\ud800\ud800\ud800\ud800\ud800\ud800\ud800\ud800\ud800\ud800\ud800\ud800\ud800\ud800\ud800")]
    public async Task What_cannot_be_an_id_is_no_key(string id) => Assert.Null(await Server.KnownKeys.FindAsync(id, Cancellation));
}
