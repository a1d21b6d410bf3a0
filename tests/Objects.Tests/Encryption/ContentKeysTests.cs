using System.Security.Cryptography;
using System.Text.Json;
using Athanor.Foundation.Problems;
using Athanor.Objects.Model;

namespace Athanor.Objects.Encryption;

public sealed class ContentKeysTests
{
    private readonly byte[] _serverKey = RandomNumberGenerator.GetBytes(32);
    private readonly byte[] _customerKey = RandomNumberGenerator.GetBytes(32);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_of_the_server_is_found_again_from_what_the_row_says_and_the_row_does_not_hold_it()
    {
        var made = await KeysOf(_serverKey).CreateAsync(Cancellation);

        var opened = await KeysOf(_serverKey).OpenAsync(Reread(made.Encryption), null, Cancellation);

        Assert.Equal(made.Bytes.ToArray(), opened.Bytes.ToArray());
        Assert.DoesNotContain(Convert.ToBase64String(made.Bytes.Span), made.Encryption.SealedKey, StringComparison.Ordinal);
        Assert.NotEqual(made.Bytes.ToArray(), (await KeysOf(_serverKey).CreateAsync(Cancellation)).Bytes.ToArray());
    }

    [Fact]
    public async Task Another_server_key_and_a_changed_row_are_problems_and_no_bytes()
    {
        var made = await KeysOf(_serverKey).CreateAsync(Cancellation);
        var changed = new ContentEncryption { SealedKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(60)) };

        foreach (var (keys, encryption) in new[] { (KeysOf(RandomNumberGenerator.GetBytes(32)), made.Encryption), (KeysOf(_serverKey), changed), (KeysOf(_serverKey), new() { SealedKey = "AAAA" }) })
            Assert.Equal("objects/damaged-content-key", (await Assert.ThrowsAsync<ProblemException>(async () => await keys.OpenAsync(encryption, null, Cancellation))).Problem.Code);
    }

    [Fact]
    public async Task A_clients_key_is_known_again_and_only_a_salted_hash_of_it_is_kept()
    {
        var (first, second) = (new CustomerKey(_customerKey).ToContentKey().Encryption, new CustomerKey(_customerKey).ToContentKey().Encryption);

        var opened = await KeysOf(_serverKey).OpenAsync(Reread(first), new CustomerKey(_customerKey), Cancellation);

        Assert.Equal(_customerKey, opened.Bytes.ToArray());
        Assert.NotEqual(first.KeyVerifier, second.KeyVerifier);
        Assert.Null(new CustomerKey(RandomNumberGenerator.GetBytes(32)).Open(first));
        Assert.Equal(-1, Convert.FromBase64String(first.KeyVerifier!).AsSpan().IndexOf(_customerKey.AsSpan(0, 8)));
        Assert.Equal("objects/customer-key-needed", (await Assert.ThrowsAsync<ProblemException>(async () => await KeysOf(_serverKey).OpenAsync(first, null, Cancellation))).Problem.Code);
    }

    private static ContentKeys KeysOf(byte[] serverKey) => new(_ => Task.FromResult(serverKey));

    private static ContentEncryption Reread(ContentEncryption encryption) => JsonSerializer.Deserialize<ContentEncryption>(JsonSerializer.Serialize(encryption))!;
}
