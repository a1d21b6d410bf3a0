using System.Net;
using System.Security.Cryptography;
using Athanor.Objects.Encryption;
using Athanor.Objects.Names;
using Athanor.Objects.Signing;
using Athanor.Objects.Wire;
using Microsoft.AspNetCore.Http;

namespace Athanor.Objects.Door;

public sealed class EncryptionHeadersTests
{
    private const string Prefix = "x-amz-server-side-encryption-customer-";

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    [Theory]
    [InlineData("http", "127.0.0.1", true)]
    [InlineData("http", "::1", true)]
    [InlineData("http", "10.0.0.7", false)]
    [InlineData("https", "10.0.0.7", true)]
    public void A_clients_key_is_taken_over_tls_and_from_this_machine_only(string scheme, string peer, bool isTaken)
    {
        var request = RequestWith(("algorithm", "AES256"), ("key", Convert.ToBase64String(_key)), ("key-MD5", new CustomerKey(_key).Md5));
        request.Context.Request.Scheme = scheme;
        request.Context.Connection.RemoteIpAddress = IPAddress.Parse(peer);

        if (isTaken) Assert.Equal(new CustomerKey(_key).Md5, EncryptionHeaders.ReadCustomerKey(request)!.Md5);
        else Assert.Equal("InvalidRequest", ErrorOf(() => EncryptionHeaders.ReadCustomerKey(request)).Code);
    }

    [Fact]
    public void Each_of_the_three_headers_takes_the_others_and_no_error_tells_the_key()
    {
        var (key, md5) = (Convert.ToBase64String(_key), new CustomerKey(_key).Md5);

        foreach (var (headers, code) in new ((string, string)[], string)[]
        {
            ([("key", key), ("key-MD5", md5)], "InvalidArgument"),
            ([("algorithm", "AES256"), ("key-MD5", md5)], "InvalidArgument"),
            ([("algorithm", "AES256"), ("key", key)], "InvalidArgument"),
            ([("algorithm", "AES128"), ("key", key), ("key-MD5", md5)], "InvalidEncryptionAlgorithmError"),
            ([("algorithm", "AES256"), ("key", key[..20]), ("key-MD5", md5)], "InvalidArgument"),
            ([("algorithm", "AES256"), ("key", key), ("key-MD5", key)], "InvalidArgument"),
        })
        {
            var error = ErrorOf(() => EncryptionHeaders.ReadCustomerKey(RequestWith(headers)));
            Assert.Equal(code, error.Code);
            Assert.DoesNotContain(key[..20], error.ToString() + string.Join(' ', error.Details), StringComparison.Ordinal);
        }
        Assert.Null(EncryptionHeaders.ReadCustomerKey(RequestWith()));
    }

    [Fact]
    public void What_was_stored_with_a_key_demands_that_key_and_what_was_not_refuses_one()
    {
        var (own, other) = (new CustomerKey(_key), new CustomerKey(RandomNumberGenerator.GetBytes(32)));
        var encryption = own.ToContentKey().Encryption;

        Assert.Same(own, EncryptionHeaders.Demand(encryption, own));
        Assert.Equal(("InvalidRequest", 400), StatusOf(() => EncryptionHeaders.Demand(encryption, null)));
        Assert.Equal(("AccessDenied", 403), StatusOf(() => EncryptionHeaders.Demand(encryption, other)));
        Assert.Equal(("InvalidRequest", 400), StatusOf(() => EncryptionHeaders.Demand(null, own)));
        Assert.Null(EncryptionHeaders.Demand(new() { SealedKey = "" }, null));
    }

    private static S3Request RequestWith(params (string Name, string Value)[] headers)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Loopback;
        foreach (var (name, value) in headers) context.Request.Headers[Prefix + name] = value;
        return new(context, S3Operations.All[0], new RequestAddress(null, null), caller: null!, bucket: null, PayloadDeclaration.Unsigned, chunks: null);
    }

    private static S3Error ErrorOf(Func<object?> act) => Assert.Throws<S3Exception>(act).Error;

    private static (string, int) StatusOf(Func<object?> act) => (ErrorOf(act).Code, ErrorOf(act).Status);
}
