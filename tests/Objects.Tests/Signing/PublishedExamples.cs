using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Athanor.Objects.Signing;

/// <summary>The credentials and the moment of the examples in the documentation of S3.</summary>
internal static class PublishedExamples
{
    public const string KeyId = "AKIAIOSFODNN7EXAMPLE";
    public const string Secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    public const string EmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    public static DateTimeOffset Now { get; } = DateTimeOffset.Parse("2013-05-24T00:00:00Z", CultureInfo.InvariantCulture);

    public static RequestToVerify Request(string method, string target, string signedHeaders, string signature, params (string Name, string Value)[] headers)
    {
        var dictionary = new HeaderDictionary();
        foreach (var (name, value) in headers) dictionary[name] = value;
        dictionary["authorization"] = $"AWS4-HMAC-SHA256 Credential={KeyId}/20130524/us-east-1/s3/aws4_request,SignedHeaders={signedHeaders},Signature={signature}";
        return new(method, target, dictionary);
    }

    public static string? CodeOf(RequestToVerify request, DateTimeOffset? now = null, string secret = Secret)
    {
        var reading = RequestSignature.Read(request);
        return reading.TryGet(out var signature, out var error) ? signature.Verify(request, secret, now ?? Now, new SigningKeys()).Error?.Code : error.Code;
    }
}
