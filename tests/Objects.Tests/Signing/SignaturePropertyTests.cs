using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Athanor.Objects.Signing;

public sealed class SignaturePropertyTests
{
    private static readonly SigningKeys Keys = new();
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero);
    private static readonly ReferenceSigner Signer = new("AKIDATHANOR", "secret", "eu-west-1", Now);

    [Fact]
    public void Whatever_is_signed_is_proven_and_whatever_is_changed_after_it_is_not() => Seeded.ForAll(
        random =>
        {
            var request = SignedRequest(random);
            Assert.Null(CodeOf(request));

            var changed = Change(random, request);
            if (IsSame(changed, request)) return;

            Assert.NotNull(CodeOf(changed));
        });

    [Fact]
    public void Nothing_that_is_sent_makes_the_reader_throw_and_nothing_made_up_is_proven() => Seeded.ForAll(
        random =>
        {
            var headers = new HeaderDictionary { ["host"] = random.AnyText(5) };
            if (random.Maybe(0.8)) headers["authorization"] = MadeUpHeader(random);
            if (random.Maybe(0.8)) headers["x-amz-date"] = random.OneOf(Signer.Timestamp, random.AnyText(20), "");
            if (random.Maybe(0.8)) headers["x-amz-content-sha256"] = random.OneOf("UNSIGNED-PAYLOAD", PublishedExamples.EmptyHash, random.AnyText(64));
            var request = new RequestToVerify("GET", "/" + random.AnyText(20) + (random.Maybe() ? "?" + MadeUpQuery(random) : ""), headers);

            if (!RequestSignature.IsAnonymous(request)) Assert.NotNull(CodeOf(request));
        });

    private static RequestToVerify SignedRequest(Random random)
    {
        var path = "/" + Storable(random, 20);
        var query = Enumerable.Range(0, random.Next(4)).Select(_ => (Storable(random, 6), Storable(random, 6))).Where(parameter => parameter.Item1.Length > 0).ToList();
        var headers = new HeaderDictionary { ["host"] = "localhost:7071" };
        for (var count = random.Next(3); count > 0; count--) headers[$"x-amz-meta-{random.Text("abc", 3)}"] = new StringValues([.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => random.Text("aé🌱 ,;:=\"", 8))]);
        var method = random.OneOf("GET", "PUT", "DELETE", "HEAD", "POST");
        return random.Maybe()
            ? Signer.Sign(method, path, query, headers, random.OneOf("UNSIGNED-PAYLOAD", PublishedExamples.EmptyHash, "STREAMING-UNSIGNED-PAYLOAD-TRAILER"))
            : Signer.Presign(method, path, query, headers, random.Next(1, 604_801));
    }

    private static string Storable(Random random, int longest) => string.Concat(random.AnyText(longest).EnumerateRunes());

    private static RequestToVerify Change(Random random, RequestToVerify request)
    {
        var headers = new HeaderDictionary(new Dictionary<string, StringValues>(request.Headers, StringComparer.OrdinalIgnoreCase));
        var name = random.OneOf([.. headers.Keys]);
        switch (random.Next(5))
        {
            case 0: return request with { Method = random.OneOf("GET", "PUT", "DELETE", "HEAD", "POST") };
            case 1: return request with { RawTarget = request.RawTarget.Insert(random.Next(1, request.RawTarget.Length + 1), random.OneOf("a", "/", "%20", "&b", "?")) };
            case 2: headers.Remove(name); return request with { Headers = headers };
            case 3: headers["x-amz-new"] = "1"; return request with { Headers = headers };
            default: headers[name] += "x"; return request with { Headers = headers };
        }
    }

    // An empty parameter more or less, or a header without a value, is no change of what was asked for.
    private static bool IsSame(RequestToVerify left, RequestToVerify right) => Canonical(left) == Canonical(right);

    private static string Canonical(RequestToVerify request)
    {
        string[] names = [.. request.Headers.Where(header => header.Value.ToString().Trim().Length > 0).Select(header => header.Key.ToLowerInvariant()).Order(StringComparer.Ordinal)];
        return System.Text.Encoding.UTF8.GetString(CanonicalRequest.Write(request, names, "").WrittenSpan);
    }

    private static string MadeUpHeader(Random random) => random.Next(4) switch
    {
        0 => random.AnyText(60),
        1 => $"AWS4-HMAC-SHA256 {random.AnyText(60)}",
        _ => $"AWS4-HMAC-SHA256 Credential={random.OneOf("A/20260504/eu-west-1/s3/aws4_request", random.AnyText(30))},SignedHeaders={random.OneOf("host;x-amz-content-sha256;x-amz-date", random.AnyText(20))},Signature={random.OneOf(PublishedExamples.EmptyHash, random.AnyText(64))}",
    };

    private static string MadeUpQuery(Random random)
    {
        var query = Signer.Presign("GET", "/", [], new HeaderDictionary { ["host"] = "h" }, 60).RawTarget[2..];
        for (var times = random.Next(1, 5); times > 0; times--)
        {
            var at = random.Next(query.Length);
            query = query[..at] + random.AnyText(3) + query[Math.Min(query.Length, at + random.Next(30))..];
        }
        return query;
    }

    private static string? CodeOf(RequestToVerify request) =>
        RequestSignature.Read(request).TryGet(out var signature, out var error) ? signature.Verify(request, Signer.Secret, Now, Keys).Error?.Code : error.Code;
}
