using System.Globalization;
using Athanor.Objects.Checksums;
using Microsoft.AspNetCore.Http;

namespace Athanor.Objects.Wire;

/// <summary>What has to be so for a request to be done. A date that is none is ignored, as HTTP has it.</summary>
internal sealed record Preconditions(string? IfMatch, string? IfNoneMatch, DateTimeOffset? IfModifiedSince, DateTimeOffset? IfUnmodifiedSince)
{
    private const string CopySourcePrefix = "x-amz-copy-source-";

    public static Preconditions None { get; } = new(null, null, null, null);

    public bool IsEmpty => this == None;

    public static Preconditions Read(IHeaderDictionary headers) => Read(headers, "");

    /// <summary>What has to be so for the source of a copy.</summary>
    public static Preconditions ReadForCopySource(IHeaderDictionary headers) => Read(headers, CopySourcePrefix);

    /// <summary>
    /// For a read. "If both If-Match and If-Unmodified-Since are present and If-Match evaluates to true and If-Unmodified-Since to
    /// false, S3 returns 200 OK"; "if If-None-Match evaluates to false and If-Modified-Since to true, 304 Not Modified".
    /// </summary>
    public PreconditionOutcome EvaluateRead(string tag, DateTimeOffset lastModified)
    {
        if (IfMatch is not null ? !Matches(IfMatch, tag) : IfUnmodifiedSince < Seconds(lastModified)) return PreconditionOutcome.Failed;
        if (IfNoneMatch is not null ? Matches(IfNoneMatch, tag) : IfModifiedSince >= Seconds(lastModified)) return PreconditionOutcome.NotModified;
        return PreconditionOutcome.Proceed;
    }

    /// <summary>For the source of a copy, whatever does not hold fails.</summary>
    public PreconditionOutcome EvaluateCopySource(string tag, DateTimeOffset lastModified) =>
        EvaluateRead(tag, lastModified) == PreconditionOutcome.Proceed ? PreconditionOutcome.Proceed : PreconditionOutcome.Failed;

    private static Preconditions Read(IHeaderDictionary headers, string prefix) => new(
        TextOf(headers, $"{prefix}if-match"), TextOf(headers, $"{prefix}if-none-match"), DateOf(headers, $"{prefix}if-modified-since"), DateOf(headers, $"{prefix}if-unmodified-since"));

    private static string? TextOf(IHeaderDictionary headers, string name) => headers[name] is { Count: > 0 } value ? value.ToString().Trim() : null;

    private static DateTimeOffset? DateOf(IHeaderDictionary headers, string name) =>
        DateTimeOffset.TryParse(headers[name], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment) ? moment : null;

    // A list of tags, each perhaps weak.
    private static bool Matches(string condition, string tag)
    {
        foreach (var range in condition.AsSpan().Split(','))
        {
            var candidate = condition.AsSpan()[range].Trim();
            if (candidate.StartsWith("W/")) candidate = candidate[2..];
            if (candidate is "*" || EntityTag.Unquote(candidate.ToString()) == tag) return true;
        }
        return false;
    }

    // HTTP's dates know no fractions.
    private static DateTimeOffset Seconds(DateTimeOffset moment) => moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerSecond));
}
