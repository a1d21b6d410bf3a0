using System.Globalization;
using Athanor.Objects.Lifecycle;
using Athanor.Objects.Model;
using Athanor.Objects.Names;

namespace Athanor.Objects.Door;

/// <summary>Tells in headers when a bucket's rules will take what was stored or read.</summary>
internal static class LifecycleHeaders
{
    public static void DescribeExpiry(S3Request request, StoredObject stored)
    {
        if (request.Known.Rules.Lifecycle is not { } lifecycle || !stored.IsLatest || LifecycleEvaluation.ExpiryOf(lifecycle.Rules, stored) is not { } expiry) return;
        request.Response.Headers["x-amz-expiration"] = $"expiry-date=\"{Format(expiry.Due)}\", rule-id=\"{Escape(expiry.Rule.Id)}\"";
    }

    public static void DescribeAbort(S3Request request, MultipartUpload upload)
    {
        if (request.Known.Rules.Lifecycle is not { } lifecycle || LifecycleEvaluation.AbortOf(lifecycle.Rules, upload.Key, upload.StartedAt) is not { } abort) return;
        request.Response.Headers["x-amz-abort-date"] = Format(abort.Due);
        request.Response.Headers["x-amz-abort-rule-id"] = Escape(abort.Rule.Id);
    }

    private static string Format(DateTimeOffset moment) => moment.ToString("R", CultureInfo.InvariantCulture);

    private static string Escape(string? rule) => PercentEncoding.Encode(rule ?? "", keepSlash: false);
}
