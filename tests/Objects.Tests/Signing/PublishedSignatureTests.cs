using System.Text;
using Microsoft.AspNetCore.Http;

namespace Athanor.Objects.Signing;

/// <summary>The examples that AWS publishes, and two that botocore signed.</summary>
public sealed class PublishedSignatureTests
{
    private const string Host = "examplebucket.s3.amazonaws.com";

    // https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html "Example: GET Object"
    [Fact]
    public void Get_object() => AssertProven(PublishedExamples.Request(
        "GET", "/test.txt", "host;range;x-amz-content-sha256;x-amz-date", "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
        ("Host", Host), ("Range", "bytes=0-9"), ("x-amz-content-sha256", PublishedExamples.EmptyHash), ("x-amz-date", "20130524T000000Z")));

    // "Example: PUT Object": its date stands in the Date header, and its key is test$file.text.
    [Fact]
    public void Put_object() => AssertProven(PublishedExamples.Request(
        "PUT", "/test$file.text", "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class", "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
        ("Host", Host), ("Date", "Fri, 24 May 2013 00:00:00 GMT"), ("x-amz-date", "20130524T000000Z"), ("x-amz-storage-class", "REDUCED_REDUNDANCY"),
        ("x-amz-content-sha256", "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072")));

    // "Example: GET Bucket Lifecycle"
    [Fact]
    public void Get_bucket_lifecycle() => AssertProven(PublishedExamples.Request(
        "GET", "/?lifecycle", "host;x-amz-content-sha256;x-amz-date", "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
        ("Host", Host), ("x-amz-content-sha256", PublishedExamples.EmptyHash), ("x-amz-date", "20130524T000000Z")));

    // "Example: Get Bucket (List Objects)"
    [Fact]
    public void List_objects() => AssertProven(PublishedExamples.Request(
        "GET", "/?max-keys=2&prefix=J", "host;x-amz-content-sha256;x-amz-date", "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
        ("Host", Host), ("x-amz-content-sha256", PublishedExamples.EmptyHash), ("x-amz-date", "20130524T000000Z")));

    // https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
    [Fact]
    public void Presigned_get_object() => AssertProven(new RequestToVerify(
        "GET",
        "/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
        new HeaderDictionary { ["host"] = Host }));

    [Fact]
    public void Our_presigned_address_is_the_published_one() => Assert.Equal(
        "https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
        PresignedUrl.Create(
            "GET", new Uri($"https://{Host}"), "/test.txt", [], PublishedExamples.Secret, new CredentialScope(PublishedExamples.KeyId, "20130524", "us-east-1", "s3"),
            new SigningTime(PublishedExamples.Now), TimeSpan.FromDays(1)));

    // aws-sig-v4-test-suite: get-vanilla, get-vanilla-query-order-key-case, get-header-value-trim, get-header-key-duplicate.
    [Theory]
    [InlineData("/", "", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")]
    [InlineData("/?Param2=value2&Param1=value1", "", "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500")]
    [InlineData("/", "My-Header1: value1|My-Header2: \"a   b   c\"", "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736")]
    [InlineData("/", "My-Header1:value2|My-Header1:value2|My-Header1:value1", "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea")]
    public void The_test_suite_of_signature_version_4(string target, string extra, string published)
    {
        var headers = new HeaderDictionary { ["host"] = "example.amazonaws.com", ["x-amz-date"] = "20150830T123600Z" };
        foreach (var header in extra.Split('|', StringSplitOptions.RemoveEmptyEntries)) headers.Append(header[..header.IndexOf(':')], header[(header.IndexOf(':') + 1)..]);
        string[] names = [.. headers.Select(header => header.Key.ToLowerInvariant()).Order(StringComparer.Ordinal)];
        var scope = new CredentialScope("AKIDEXAMPLE", "20150830", "us-east-1", "service");

        var canonical = CanonicalRequest.Write(new RequestToVerify("GET", target, headers), names, PublishedExamples.EmptyHash);
        var signature = Signature.Of(Signature.StringToSign(SigningTime.TryParse("20150830T123600Z")!.Value, scope, canonical.WrittenSpan), SigningKeys.Derive("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", scope));

        Assert.Equal(published, Convert.ToHexStringLower(signature));
    }

    [Fact]
    public void A_put_that_botocore_signed()
    {
        var headers = new HeaderDictionary
        {
            ["host"] = "s3.example.org",
            ["content-type"] = "image/png",
            ["x-amz-meta-note"] = "  two   spaces  ",
            ["x-amz-date"] = "20260102T030405Z",
            ["x-amz-content-sha256"] = "9f91161f43433e49a6de6db680d79f60159f2e4ac9172621a12846428158440b",
            ["authorization"] = "AWS4-HMAC-SHA256 Credential=AKIDATHANOR/20260102/eu-central-1/s3/aws4_request, SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date;x-amz-meta-note, Signature=8f01c9a62152c20751873371918635de2092d0c47eaa95fd4b967b1d09d85359",
        };
        var request = new RequestToVerify("PUT", "/plants/%F0%9F%8C%B1%20a%2Bb/..//c~d%25?partNumber=2&uploadId=a%2Fb%3D&empty", headers);

        Assert.Null(PublishedExamples.CodeOf(request, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), "s3cr3t/with+signs"));
    }

    [Fact]
    public void An_address_that_botocore_presigned()
    {
        var request = new RequestToVerify(
            "GET",
            "/%C3%BC/a%26b?versionId=null&response-content-disposition=attachment%3B%20filename%3D%22x%20y%22&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDATHANOR%2F20260102%2Feu-central-1%2Fs3%2Faws4_request&X-Amz-Date=20260102T030405Z&X-Amz-Expires=3600&X-Amz-SignedHeaders=host&X-Amz-Signature=147d2b5864095307bc29dd95d3eca5264802b6578a69e1577816aa27872def3d",
            new HeaderDictionary { ["host"] = "plants.s3.example.org" });

        Assert.Null(PublishedExamples.CodeOf(request, new DateTimeOffset(2026, 1, 2, 4, 4, 5, TimeSpan.Zero), "s3cr3t/with+signs"));
    }

    // https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-post-example.html
    [Fact]
    public void The_upload_form()
    {
        var encoded = Convert.ToBase64String(Encoding.ASCII.GetBytes(PostPolicyTests.PublishedPolicy));
        var key = SigningKeys.Derive(PublishedExamples.Secret, new CredentialScope(PublishedExamples.KeyId, "20151229", "us-east-1", "s3"));

        Assert.Equal("8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e", Convert.ToHexStringLower(Signature.Of(encoded, key)));
    }

    private static void AssertProven(RequestToVerify request) => Assert.Null(PublishedExamples.CodeOf(request));
}
