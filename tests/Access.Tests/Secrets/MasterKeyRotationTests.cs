using Athanor.Foundation.Databases;

namespace Athanor.Access.Secrets;

public sealed class MasterKeyRotationTests : AccessTests
{
    private string KeyFile => Path.Combine(Folder.Path, "secrets", MasterKeyFile.Name);

    [Fact]
    public async Task Rotation_leaves_one_new_key_that_opens_every_secret()
    {
        var before = await ReadKeysAsync();
        var person = await AddPersonAsync("ada");

        var count = await Server.Keys.RotateMasterKeyAsync(Administrator, Cancellation);
        await RestartAsync();

        Assert.Equal(2, count);
        Assert.NotEqual(Assert.Single(before), Assert.Single(await ReadKeysAsync()));
        Assert.Equal(person.Secret, (await Server.KnownKeys.FindAsync(person.Key.Id, Cancellation))?.Secret);
        Assert.Single(await Server.FactsAsync("master-key.rotated"));
    }

    [Fact]
    public async Task A_secret_of_the_server_is_made_once_and_outlives_a_rotation()
    {
        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Server.ServerSecrets.FindOrCreateAsync("leaves", Cancellation)));

        var count = await Server.Keys.RotateMasterKeyAsync(Administrator, Cancellation);
        await RestartAsync();

        Assert.Equal(2, count);
        Assert.All(made, secret => Assert.Equal(made[0], secret));
        Assert.Equal(made[0], await Server.ServerSecrets.FindOrCreateAsync("leaves", Cancellation));
        Assert.NotEqual(made[0], await Server.ServerSecrets.FindOrCreateAsync("twigs", Cancellation));
        Assert.Equal(2, (await Server.FactsAsync("server-secret.created")).Count);
    }

    [Fact]
    public async Task Rotations_that_begin_together_lose_no_secret()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Server.Keys.RotateMasterKeyAsync(Administrator, Cancellation)));
        await RestartAsync();

        Assert.Single(await ReadKeysAsync());
        Assert.Equal(FirstKey.Secret, (await Server.KnownKeys.FindAsync(FirstKey.Key.Id, Cancellation))?.Secret);
    }

    [Fact]
    public async Task A_crash_before_the_first_secret_is_sealed_anew_leaves_all_readable()
    {
        await WriteKeysAsync([MasterKey.Create().Write(), .. await ReadKeysAsync()]);

        await RestartAsync();

        Assert.Equal(FirstKey.Secret, (await Server.KnownKeys.FindAsync(FirstKey.Key.Id, Cancellation))?.Secret);
    }

    [Fact]
    public async Task An_interrupted_rotation_is_finished_by_running_it_again()
    {
        var person = await AddPersonAsync("ada");
        var next = MasterKey.Create();
        await SealUnderAsync(next, person);
        await WriteKeysAsync([next.Write(), .. await ReadKeysAsync()]);
        await RestartAsync();

        var count = await Server.Keys.RotateMasterKeyAsync(Administrator, Cancellation);
        await RestartAsync();

        Assert.Equal(1, count);
        Assert.Equal(next.Write(), Assert.Single(await ReadKeysAsync()));
        Assert.Equal(person.Secret, (await Server.KnownKeys.FindAsync(person.Key.Id, Cancellation))?.Secret);
        Assert.Equal(FirstKey.Secret, (await Server.KnownKeys.FindAsync(FirstKey.Key.Id, Cancellation))?.Secret);
    }

    [Fact]
    public async Task A_start_without_the_key_that_sealed_the_secrets_is_refused()
    {
        await WriteKeysAsync([MasterKey.Create().Write()]);

        var problem = await ProblemOfAsync(() => RestartAsync());

        Assert.Equal("access/wrong-master-key", problem.Code);
    }

    [Fact]
    public async Task A_key_file_that_cannot_be_read_is_refused_without_showing_it()
    {
        await WriteKeysAsync(["bm90IGEga2V5"]);

        var problem = await ProblemOfAsync(() => RestartAsync());

        Assert.Equal("access/bad-master-key", problem.Code);
        Assert.DoesNotContain("bm90IGEga2V5", problem.Detail + problem.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_from_the_settings_is_replaced_with_both_in_the_settings()
    {
        var (old, next) = (Assert.Single(await ReadKeysAsync()), MasterKey.Create().Write());
        await RestartAsync(new() { MasterKey = next, PreviousMasterKey = old });

        await Server.Keys.RotateMasterKeyAsync(Administrator, Cancellation);
        await RestartAsync(new() { MasterKey = next });

        Assert.Equal(FirstKey.Secret, (await Server.KnownKeys.FindAsync(FirstKey.Key.Id, Cancellation))?.Secret);
    }

    [Fact]
    public async Task A_key_from_the_settings_cannot_be_replaced_by_the_server_alone()
    {
        await RestartAsync(new() { MasterKey = Assert.Single(await ReadKeysAsync()) });

        var problem = await ProblemOfAsync(() => Server.Keys.RotateMasterKeyAsync(Administrator, Cancellation));

        Assert.Equal("access/master-key-from-settings", problem.Code);
    }

    [Fact]
    public async Task A_secret_put_into_another_row_is_refused_by_name()
    {
        var person = await AddPersonAsync("ada");
        await Server.Database.WriteAsync(
            session => AccessDatabase.Reseal(session, person.Key.Id, AccessDatabase.FindSecret(session, FirstKey.Key.Id)), Cancellation);
        Server.KnownKeys.Forget();

        var problem = await ProblemOfAsync(async () => await Server.KnownKeys.FindAsync(person.Key.Id, Cancellation));

        Assert.Equal("access/damaged-secret", problem.Code);
        Assert.Contains(person.Key.Id, problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_owner_may_read_the_key_file() => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));

    private Task SealUnderAsync(MasterKey key, IssuedKey issued) => Server.Database.WriteAsync(
        session => AccessDatabase.Reseal(session, issued.Key.Id, key.Seal(AccessKeys.PurposeOf(issued.Key.Id), issued.Secret)), Cancellation);

    private async Task<string[]> ReadKeysAsync() => [.. (await File.ReadAllLinesAsync(KeyFile, Cancellation)).Where(line => line.Length > 0)];

    private Task WriteKeysAsync(IEnumerable<string> keys) => File.WriteAllLinesAsync(KeyFile, keys, Cancellation);
}
