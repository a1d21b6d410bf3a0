using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Athanor.Access.Authentication;

public sealed class CredentialTests
{
    [Fact]
    public void No_header_is_no_credential() => Assert.False(Credential.TryRead(new DefaultHttpContext().Request, out _));

    [Theory]
    [InlineData("Bearer id.secret", "id", "secret")]
    [InlineData("bearer id.secret", "id", "secret")]
    [InlineData("BEARER id.secret.with.dots", "id", "secret.with.dots")]
    [InlineData("Bearer id.", "id", "")]
    [InlineData("Basic aWQ6c2VjcmV0", "id", "secret")]
    [InlineData("basic aWQ6c2U6Y3JldA==", "id", "se:cret")]
    [InlineData("Basic aWQ6", "id", "")]
    public void A_key_is_read_from(string header, string id, string secret) => Assert.Equal(new Credential(id, secret), Read(header));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer .secret")]
    [InlineData("Bearer idsecret")]
    [InlineData("id.secret")]
    [InlineData("Basic")]
    [InlineData("Basic not-base64!")]
    [InlineData("Basic aWRzZWNyZXQ=")]
    [InlineData("Basic OnNlY3JldA==")]
    [InlineData("Digest id.secret")]
    [InlineData("Negotiate YWJj")]
    public void What_cannot_be_read_is_a_credential_all_the_same_and_a_wrong_one(string header) => Assert.Null(Read(header));

    [Fact]
    public void Two_headers_are_refused_rather_than_chosen_from() => Assert.Null(Read("Bearer id.secret", "Bearer other.secret"));

    [Fact]
    public void A_header_beyond_any_key_is_refused() => Assert.Null(Read($"Bearer id.{new string('x', 2000)}"));

    [Fact]
    public void No_header_makes_it_throw() => Prop.ForAll(
        AnyHeader().ToArbitrary(),
        header =>
        {
            Assert.True(Credential.TryRead(RequestWith(header), out var credential));
            return credential is null or { KeyId.Length: > 0 };
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    private static Gen<string> AnyHeader()
    {
        var bytes = ArbMap.Default.GeneratorFor<byte[]>();
        return Gen.OneOf(
            bytes.Select(Encoding.Latin1.GetString),
            bytes.Select(value => "Bearer " + Encoding.UTF8.GetString(value)),
            bytes.Select(value => "Basic " + Convert.ToBase64String(value)),
            bytes.Select(value => "Basic " + Encoding.Latin1.GetString(value)));
    }

    private static Credential? Read(params string[] headers)
    {
        Assert.True(Credential.TryRead(RequestWith(headers), out var credential));
        return credential;
    }

    private static HttpRequest RequestWith(params string[] headers)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.Authorization = new StringValues(headers);
        return request;
    }
}
