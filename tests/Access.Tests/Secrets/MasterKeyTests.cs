using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;

namespace Athanor.Access.Secrets;

public sealed class MasterKeyTests
{
    private readonly MasterKey _key = MasterKey.Create();

    [Fact]
    public void What_is_sealed_opens_again() => Prop.ForAll(
        ArbMap.Default.GeneratorFor<byte[]>().Select(Convert.ToBase64String).ToArbitrary(),
        secret => _key.Open("access-key/one", _key.Seal("access-key/one", secret).Bytes) == secret).QuickCheckThrowOnFailure();

    [Fact]
    public void A_change_of_any_byte_is_noticed()
    {
        var sealedBytes = _key.Seal("access-key/one", "a secret").Bytes;

        Assert.All(Enumerable.Range(0, sealedBytes.Length), index => Assert.ThrowsAny<CryptographicException>(() => _key.Open("access-key/one", Altered(sealedBytes, index))));
    }

    [Fact]
    public void Bytes_that_are_cut_short_are_refused()
    {
        var sealedBytes = _key.Seal("access-key/one", "a secret").Bytes;

        Assert.All(Enumerable.Range(0, sealedBytes.Length), length => Assert.ThrowsAny<CryptographicException>(() => _key.Open("access-key/one", sealedBytes[..length])));
    }

    [Fact]
    public void A_secret_does_not_open_in_the_place_of_another()
    {
        var sealedBytes = _key.Seal("access-key/one", "a secret").Bytes;

        Assert.ThrowsAny<CryptographicException>(() => _key.Open("access-key/two", sealedBytes));
    }

    [Fact]
    public void Another_key_opens_nothing()
    {
        var sealedBytes = _key.Seal("access-key/one", "a secret").Bytes;

        Assert.ThrowsAny<CryptographicException>(() => MasterKey.Create().Open("access-key/one", sealedBytes));
    }

    [Fact]
    public void The_same_secret_never_looks_the_same_twice() =>
        Assert.NotEqual(_key.Seal("access-key/one", "a secret").Bytes, _key.Seal("access-key/one", "a secret").Bytes);

    [Fact]
    public void A_key_comes_back_from_its_text() => Assert.Equal(_key.Id, MasterKey.TryParse(_key.Write())?.Id);

    [Theory]
    [InlineData("")]
    [InlineData("not base64!")]
    [InlineData("c2hvcnQ=")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Text_that_is_not_thirty_two_bytes_is_no_key(string text) => Assert.Null(MasterKey.TryParse(text));

    private static byte[] Altered(byte[] bytes, int index)
    {
        var altered = bytes.ToArray();
        altered[index] ^= 1;
        return altered;
    }
}
