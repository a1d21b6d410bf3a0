using System.Globalization;
using System.Text;

namespace Athanor.Objects.Signing;

public sealed class PostPolicyTests
{
    // As published, whose lines end in CR LF.
    public static string PublishedPolicy { get; } = """
        { "expiration": "2015-12-30T12:00:00.000Z",
          "conditions": [
            {"bucket": "sigv4examplebucket"},
            ["starts-with", "$key", "user/user1/"],
            {"acl": "public-read"},
            {"success_action_redirect": "http://sigv4examplebucket.s3.amazonaws.com/successful_upload.html"},
            ["starts-with", "$Content-Type", "image/"],
            {"x-amz-meta-uuid": "14365123651274"},
            {"x-amz-server-side-encryption": "AES256"},
            ["starts-with", "$x-amz-meta-tag", ""],

            {"x-amz-credential": "AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request"},
            {"x-amz-algorithm": "AWS4-HMAC-SHA256"},
            {"x-amz-date": "20151229T000000Z" }
          ]
        }
        """.ReplaceLineEndings("\r\n");

    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2015-12-30T11:00:00Z", CultureInfo.InvariantCulture);

    [Fact]
    public void The_published_form_is_accepted()
    {
        var fields = PublishedFields();

        Assert.Null(PostFormSignature.Read(fields).Value.FindError(fields, PublishedExamples.Secret, Now, new SigningKeys()));
    }

    [Theory]
    [InlineData("key", "user/user2/a", "AccessDenied")]
    [InlineData("bucket", "another", "AccessDenied")]
    [InlineData("Content-Type", "text/html", "AccessDenied")]
    [InlineData("x-amz-meta-uuid", "1", "AccessDenied")]
    [InlineData("x-amz-meta-tag", "anything", null)]
    [InlineData("tagging", "<Tagging/>", "AccessDenied")]
    [InlineData("x-ignore-me", "anything", null)]
    [InlineData("file", "content", null)]
    public void Every_field_is_covered_by_a_condition_and_keeps_to_it(string field, string value, string? code)
    {
        var fields = PublishedFields();
        fields[field] = value;

        Assert.Equal(code, PostFormSignature.Read(fields).Value.FindError(fields, PublishedExamples.Secret, Now, new SigningKeys())?.Code);
    }

    [Fact]
    public void A_form_is_refused_once_it_has_expired_or_with_another_secret()
    {
        var fields = PublishedFields();
        var signature = PostFormSignature.Read(fields).Value;

        Assert.Equal("AccessDenied", signature.FindError(fields, PublishedExamples.Secret, Now.AddHours(2), new SigningKeys())?.Code);
        Assert.Equal("SignatureDoesNotMatch", signature.FindError(fields, "another", Now, new SigningKeys())?.Code);
    }

    [Theory]
    [InlineData(9, "EntityTooSmall")]
    [InlineData(10, null)]
    [InlineData(20, null)]
    [InlineData(21, "EntityTooLarge")]
    public void The_length_of_the_file_lies_in_the_range(long length, string? code) =>
        Assert.Equal(code, Read("""{"expiration":"2030-01-01T00:00:00Z","conditions":[["content-length-range",10,"20"],]}""").Value.FindLengthError(length)?.Code);

    // "For content-types, … a comma-separated list … each must begin with the value."
    [Theory]
    [InlineData("image/png,image/jpeg", true)]
    [InlineData("image/png,text/html", false)]
    public void Each_of_several_content_types_keeps_to_the_condition(string type, bool isMet) =>
        Assert.Equal(isMet, Read("""{"expiration":"2030-01-01T00:00:00Z","conditions":[["starts-with","$content-type","image/"]]}""").Value.FindError(new Dictionary<string, string> { ["Content-Type"] = type }, Now) is null);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"conditions":[]}""")]
    [InlineData("""{"expiration":"soon","conditions":[]}""")]
    [InlineData("""{"expiration":"2030-01-01T00:00:00Z"}""")]
    [InlineData("""{"expiration":"2030-01-01T00:00:00Z","conditions":{}}""")]
    [InlineData("""{"expiration":"2030-01-01T00:00:00Z","conditions":[["in","$key","a"]]}""")]
    [InlineData("""{"expiration":"2030-01-01T00:00:00Z","conditions":[["eq","key","a"]]}""")]
    [InlineData("""{"expiration":"2030-01-01T00:00:00Z","conditions":[["eq","$key"]]}""")]
    [InlineData("""{"expiration":"2030-01-01T00:00:00Z","conditions":[["content-length-range",-1,5]]}""")]
    [InlineData("""{"expiration":"2030-01-01T00:00:00Z","conditions":[{"key":1}]}""")]
    [InlineData("""{"expiration":"2030-01-01T00:00:00Z","conditions":[{"key":"\ud800"}]}""")]
    public void A_policy_in_another_form_is_refused(string json) => Assert.Equal("InvalidPolicyDocument", Read(json).Error?.Code);

    [Theory]
    [InlineData("policy")]
    [InlineData("x-amz-algorithm")]
    [InlineData("x-amz-credential")]
    [InlineData("x-amz-date")]
    [InlineData("x-amz-signature")]
    public void A_form_lacking_a_field_of_its_signature_is_refused(string field)
    {
        var fields = PublishedFields();
        fields.Remove(field);

        Assert.Equal("InvalidArgument", PostFormSignature.Read(fields).Error?.Code);
    }

    [Fact]
    public void No_policy_makes_the_reader_throw() => Seeded.ForAll(
        random =>
        {
            var json = random.Damage(Encoding.UTF8.GetBytes(PublishedPolicy));
            if (PostPolicy.Read(Convert.ToBase64String(json)).TryGet(out var policy, out var error)) policy.FindError(PublishedFields(), Now);
            else Assert.Equal("InvalidPolicyDocument", error.Code);
        });

    private static Wire.Reading<PostPolicy> Read(string json) => PostPolicy.Read(Convert.ToBase64String(Encoding.UTF8.GetBytes(json)));

    private static Dictionary<string, string> PublishedFields() => new(StringComparer.OrdinalIgnoreCase)
    {
        ["key"] = "user/user1/photo.png",
        ["bucket"] = "sigv4examplebucket",
        ["acl"] = "public-read",
        ["success_action_redirect"] = "http://sigv4examplebucket.s3.amazonaws.com/successful_upload.html",
        ["Content-Type"] = "image/png",
        ["x-amz-meta-uuid"] = "14365123651274",
        ["x-amz-server-side-encryption"] = "AES256",
        ["X-Amz-Credential"] = "AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request",
        ["X-Amz-Algorithm"] = "AWS4-HMAC-SHA256",
        ["X-Amz-Date"] = "20151229T000000Z",
        ["x-amz-meta-tag"] = "",
        ["Policy"] = Convert.ToBase64String(Encoding.ASCII.GetBytes(PublishedPolicy)),
        ["X-Amz-Signature"] = "8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e",
    };
}
