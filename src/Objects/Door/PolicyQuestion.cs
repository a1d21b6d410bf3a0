using System.Globalization;
using System.Security.Authentication;
using Athanor.Objects.Model;
using Athanor.Objects.Names;
using Athanor.Objects.Policies;
using Athanor.Objects.Signing;
using Athanor.Objects.Wire;
using Athanor.Objects.Wire.Documents;
using Microsoft.AspNetCore.Connections.Features;

namespace Athanor.Objects.Door;

/// <summary>A request as a policy looks at it. Nothing the client did not say is there, so that a condition on it is not met.</summary>
internal static class PolicyQuestion
{
    private static readonly string[] Parameters = ["prefix", "delimiter", "max-keys"];

    private static readonly string[] Headers =
    [
        "x-amz-acl", "x-amz-metadata-directive", "x-amz-server-side-encryption", "x-amz-server-side-encryption-customer-algorithm", "x-amz-storage-class", "x-amz-grant-read",
        "x-amz-grant-write", "x-amz-grant-full-control", "x-amz-object-ownership", "x-amz-content-sha256", "if-match", "if-none-match",
    ];

    public static PolicyContext Of(S3Request request, Bucket bucket, string action, ObjectKey? key, string? version, IEnumerable<KeyValuePair<string, string>>? tags, TimeProvider clock)
    {
        var isAnonymous = request.Caller.IsAnonymous;
        var context = new PolicyContext(isAnonymous ? null : request.Caller.Name, action, NameOf(bucket), key) { Actor = isAnonymous ? null : request.Caller.Actor };
        AddConnection(context, request, clock.GetUtcNow());
        foreach (var name in Parameters)
            if (request.Context.Request.Query.TryGetValue(name, out var value)) context.With($"s3:{name}", value.ToString());
        foreach (var name in Headers)
            if (request.Headers.TryGetValue(name, out var value)) context.With($"s3:{name}", value.ToString());
        if (version is not null) context.With("s3:VersionId", version);
        if (request.Header("x-amz-copy-source") is { } source && CopySource.Read(source).TryGet(out var copied, out _)) context.With("s3:x-amz-copy-source", $"{copied.Bucket}/{copied.Key}");
        AddRequestTags(context, tags ?? TagsIn(request));
        if ((request.AskedLock ?? LockHeaders.Parse(request)) is { } asked) AddLock(context, request, asked, clock.GetUtcNow());
        return context;
    }

    public static void AddExistingTags(PolicyContext context, IReadOnlyDictionary<string, string>? tags)
    {
        foreach (var (name, value) in tags ?? new Dictionary<string, string>()) context.With($"{ConditionKeys.ExistingObjectTag}{name}", value);
    }

    private static void AddConnection(PolicyContext context, S3Request request, DateTimeOffset now)
    {
        var http = request.Context;
        context
            .With(ConditionKeys.SecureTransport, http.Request.IsHttps ? "true" : "false")
            .With(ConditionKeys.CurrentTime, Iso8601.Format(now))
            .With(ConditionKeys.EpochTime, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        if (http.Connection.RemoteIpAddress is { } address) context.With(ConditionKeys.SourceIp, (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString());
        if (request.Header("Referer") is { } referer) context.With(ConditionKeys.Referer, referer);
        if (request.Header("User-Agent") is { } agent) context.With(ConditionKeys.UserAgent, agent);
        if (http.Features.Get<ITlsHandshakeFeature>() is { } tls) context.With("s3:TlsVersion", tls.Protocol == SslProtocols.Tls13 ? "1.3" : "1.2");
        if (request.Caller.IsAnonymous) return;

        context.With("s3:signatureversion", Signature.Algorithm).With("s3:authType", AuthTypeOf(request));
        if (SigningTime.TryParse(request.Parameter(PresignedQuery.DateParameter)) is { } signed)
            context.With("s3:signatureAge", ((long)(now - signed.Moment).TotalMilliseconds).ToString(CultureInfo.InvariantCulture));
    }

    private static void AddLock(PolicyContext context, S3Request request, ObjectLock asked, DateTimeOffset now)
    {
        if (asked.Mode is { } mode) context.With("s3:object-lock-mode", RetentionModes.NameOf(mode));
        if (asked.RetainUntil is { } until)
        {
            var days = (long)Math.Ceiling((until - now).TotalDays);
            context.With("s3:object-lock-retain-until-date", Iso8601.Format(until)).With("s3:object-lock-remaining-retention-days", days.ToString(CultureInfo.InvariantCulture));
        }
        if (request.Operation.Name == "PutObjectLegalHold" || request.Header(LockHeaders.LegalHold) is not null) context.With("s3:object-lock-legal-hold", asked.IsHeld ? "ON" : "OFF");
    }

    private static string AuthTypeOf(S3Request request) =>
        request.Form is not null ? "POST" : request.Context.Request.Headers.Authorization.Count > 0 ? "REST-HEADER" : "REST-QUERY-STRING";

    private static void AddRequestTags(PolicyContext context, IEnumerable<KeyValuePair<string, string>> tags)
    {
        var names = new List<string>();
        foreach (var (name, value) in tags)
        {
            context.With($"{ConditionKeys.RequestObjectTag}{name}", value);
            names.Add(name);
        }
        context.With("s3:RequestObjectTagKeys", names);
    }

    // A copy that keeps the tags of its source does not take those of the header.
    private static IReadOnlyList<KeyValuePair<string, string>> TagsIn(S3Request request) =>
        request.Header("x-amz-tagging") is { } header && (request.Operation.Name != "CopyObject" || request.Header("x-amz-tagging-directive") == "REPLACE") ? TagSet.ReadHeader(header).OrThrow().Tags : [];

    private static BucketName NameOf(Bucket bucket) => BucketName.TryParse(bucket.Name, out var name) ? name : throw new InvalidDataException($"'{bucket.Name}' is no name of a bucket.");
}
