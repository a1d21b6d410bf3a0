using Microsoft.AspNetCore.Http;

namespace Athanor.Objects.Signing;

public sealed class RequestSignatureTests
{
    private static readonly ReferenceSigner Signer = new("AKIDATHANOR", "secret", "eu-west-1", new DateTimeOffset(2026, 5, 4, 3, 2, 1, TimeSpan.Zero));

    // "The request time must be within 15 minutes of the server's."
    [Theory]
    [InlineData(-901, "RequestTimeTooSkewed")]
    [InlineData(-900, null)]
    [InlineData(900, null)]
    [InlineData(901, "RequestTimeTooSkewed")]
    public void A_request_is_good_for_fifteen_minutes_on_either_side(int seconds, string? code) =>
        Assert.Equal(code, CodeOf(Get(), Signer.Now.AddSeconds(seconds)));

    [Theory]
    [InlineData(-901, "AccessDenied")]
    [InlineData(0, null)]
    [InlineData(60, null)]
    [InlineData(61, "AccessDenied")]
    public void A_presigned_address_is_good_for_as_long_as_it_says(int seconds, string? code) =>
        Assert.Equal(code, CodeOf(Signer.Presign("GET", "/plants/a", [], Headers(), 60), Signer.Now.AddSeconds(seconds)));

    [Theory]
    [InlineData(0, "AuthorizationQueryParametersError")]
    [InlineData(-5, "AuthorizationQueryParametersError")]
    [InlineData(1, null)]
    [InlineData(604_800, null)]
    [InlineData(604_801, "AuthorizationQueryParametersError")]
    public void A_presigned_address_lives_between_a_second_and_a_week(int seconds, string? code) =>
        Assert.Equal(code, CodeOf(Signer.Presign("GET", "/plants/a", [], Headers(), seconds)));

    [Fact]
    public void A_wrong_secret_proves_nothing_and_the_answer_shows_what_was_signed()
    {
        var request = Get();

        var error = RequestSignature.Read(request).Value.Verify(request, "another", Signer.Now, new SigningKeys()).Error;

        Assert.Equal("SignatureDoesNotMatch", error?.Code);
        Assert.Contains(error!.Details, detail => detail.Key == "CanonicalRequest" && detail.Value.StartsWith("GET\n/plants/a\n", StringComparison.Ordinal));
        Assert.DoesNotContain(error.Details, detail => detail.Value.Contains("another", StringComparison.Ordinal));
    }

    // "any x-amz-* headers that you plan to add to your request are also required for signature calculation"
    [Theory]
    [InlineData("x-amz-acl", "AccessDenied")]
    [InlineData("X-Amz-Meta-Late", "AccessDenied")]
    [InlineData("accept-encoding", null)]
    public void A_header_of_s3_that_was_not_signed_is_refused(string header, string? code)
    {
        var (signed, presigned) = (Get(), Signer.Presign("GET", "/plants/a", [], Headers(), 60));
        signed.Headers[header] = "x";
        presigned.Headers[header] = "x";

        Assert.Equal(code, CodeOf(signed));
        Assert.Equal(code, CodeOf(presigned));
    }

    [Theory]
    [InlineData("AWS4-HMAC-SHA256 Credential=A/20260504/eu-west-1/s3/aws4_request, SignedHeaders=host", "AuthorizationHeaderMalformed")]
    [InlineData("AWS4-HMAC-SHA256 Credential=A/20260504/eu-west-1/ec2/aws4_request, SignedHeaders=host, Signature=00", "AuthorizationHeaderMalformed")]
    [InlineData("AWS4-HMAC-SHA256 Credential=A/2026/eu-west-1/s3/aws4_request, SignedHeaders=host, Signature=00", "AuthorizationHeaderMalformed")]
    [InlineData("AWS4-HMAC-SHA256 Credential=A/20260504/eu-west-1/s3/aws4_request, SignedHeaders=Host, Signature=00", "AuthorizationHeaderMalformed")]
    [InlineData("AWS4-HMAC-SHA256 Credential=A/20260504/eu-west-1/s3/aws4_request, SignedHeaders=, Signature=00", "AuthorizationHeaderMalformed")]
    [InlineData("AWS4-HMAC-SHA256 Credential=A/20260504/eu-west-1/s3/aws4_request, SignedHeaders=host, Signature=00, Signature=00", "AuthorizationHeaderMalformed")]
    [InlineData("AWS4-HMAC-SHA256 Credential=A/20260504/eu-west-1/s3/aws4_request, SignedHeaders=host, Signature=00", "SignatureDoesNotMatch")]
    [InlineData("AWS4-HMAC-SHA256", "AuthorizationHeaderMalformed")]
    [InlineData("AWS4-ECDSA-P256-SHA256 Credential=A", "InvalidRequest")]
    [InlineData("AWS AKID:signature", "InvalidRequest")]
    [InlineData("Bearer token", "InvalidArgument")]
    [InlineData("", "InvalidArgument")]
    public void An_authorization_header_that_cannot_be_read_says_what_is_wrong(string header, string code)
    {
        var request = Get();
        request.Headers.Authorization = header;

        Assert.Equal(code, CodeOf(request));
    }

    [Fact]
    public void The_day_of_the_scope_is_the_day_of_the_request()
    {
        var request = Get();
        request.Headers["x-amz-date"] = "20260505T030201Z";

        Assert.Equal("AuthorizationHeaderMalformed", CodeOf(request));
    }

    [Theory]
    [InlineData("x-amz-date", "AccessDenied")]
    [InlineData("x-amz-content-sha256", "InvalidRequest")]
    public void A_request_without_a_date_or_a_hash_is_refused(string header, string code)
    {
        var request = Get();
        request.Headers.Remove(header);

        Assert.Equal(code, CodeOf(request));
    }

    [Fact]
    public void Two_ways_of_signing_at_once_are_refused()
    {
        var request = Signer.Presign("GET", "/plants/a", [], Headers(), 60);
        request.Headers.Authorization = "AWS4-HMAC-SHA256 Credential=A/20260504/eu-west-1/s3/aws4_request, SignedHeaders=host, Signature=00";

        Assert.Equal("InvalidArgument", CodeOf(request));
    }

    [Theory]
    [InlineData("X-Amz-Expires=60", "X-Amz-Expires=60&X-Amz-Expires=600")]
    [InlineData("X-Amz-Expires=60", "X-Amz-Expires=")]
    [InlineData("X-Amz-Expires=60", "X-Amz-Expires=soon")]
    [InlineData("X-Amz-Expires=60", "X=60")]
    [InlineData("X-Amz-Algorithm=AWS4-HMAC-SHA256", "X-Amz-Algorithm=AWS4-HMAC-MD5")]
    [InlineData("%2Fs3%2F", "%2Fec2%2F")]
    [InlineData("X-Amz-Date=20260504", "X-Amz-Date=20260503")]
    [InlineData("T030201Z", "")]
    public void A_presigned_query_that_cannot_be_read_is_refused(string part, string instead)
    {
        var request = Signer.Presign("GET", "/plants/a", [], Headers(), 60);

        Assert.Equal("AuthorizationQueryParametersError", CodeOf(request with { RawTarget = request.RawTarget.Replace(part, instead, StringComparison.Ordinal) }));
    }

    [Fact]
    public void The_second_version_of_signatures_is_named_as_unsupported_and_no_signature_is_anonymous()
    {
        var old = new RequestToVerify("GET", "/plants/a?AWSAccessKeyId=A&Expires=1&Signature=x", Headers());

        Assert.False(RequestSignature.IsAnonymous(old));
        Assert.Equal("InvalidRequest", CodeOf(old));
        Assert.True(RequestSignature.IsAnonymous(new RequestToVerify("GET", "/plants/a?versionId=1", Headers())));
    }

    [Theory]
    [InlineData("UNSIGNED-PAYLOAD", PayloadKind.Unsigned)]
    [InlineData(PublishedExamples.EmptyHash, PayloadKind.Hashed)]
    [InlineData("STREAMING-AWS4-HMAC-SHA256-PAYLOAD", PayloadKind.SignedChunks)]
    [InlineData("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", PayloadKind.SignedChunksWithTrailer)]
    [InlineData("STREAMING-UNSIGNED-PAYLOAD-TRAILER", PayloadKind.UnsignedChunksWithTrailer)]
    internal void A_payload_is_one_of_five_kinds(string text, PayloadKind kind) => Assert.Equal(kind, PayloadDeclaration.Read(text).Value.Kind);

    [Theory]
    [InlineData("STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD", "NotImplemented")]
    [InlineData("STREAMING-SOMETHING", "InvalidArgument")]
    [InlineData("abc", "InvalidArgument")]
    [InlineData("", "InvalidArgument")]
    public void Another_payload_is_refused(string text, string code) => Assert.Equal(code, PayloadDeclaration.Read(text).Error?.Code);

    [Fact]
    public void A_derived_key_is_kept_for_its_secret_and_its_day()
    {
        var keys = new SigningKeys();
        var today = new CredentialScope("A", "20260504", "eu-west-1", "s3");

        Assert.Same(keys.Find("secret", today), keys.Find("secret", today));
        Assert.NotEqual(keys.Find("secret", today), keys.Find("changed", today));
        Assert.NotEqual(keys.Find("secret", today), keys.Find("secret", today with { Date = "20260505" }));
    }

    private static RequestToVerify Get() => Signer.Sign("GET", "/plants/a", [], Headers(), PublishedExamples.EmptyHash);

    private static HeaderDictionary Headers() => new() { ["host"] = "localhost:7071" };

    private static string? CodeOf(RequestToVerify request, DateTimeOffset? now = null) => PublishedExamples.CodeOf(request, now ?? Signer.Now, Signer.Secret);
}
