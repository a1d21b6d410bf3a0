using System.Buffers;
using System.Globalization;
using Athanor.Objects.Model;
using Athanor.Objects.Wire.Xml;

namespace Athanor.Objects.Wire.Documents;

/// <summary>What new objects of a bucket are locked with, in days or in years; no mode is no default.</summary>
internal sealed record ObjectLockConfiguration(RetentionMode? Mode, int? Days, int? Years)
{
    // "The maximum period is 100 years."
    private const int MaximumYears = 100;

    public static Reading<ObjectLockConfiguration> Read(ReadOnlyMemory<byte> body)
    {
        if (!XmlBody.Read(body, "ObjectLockConfiguration").TryGet(out var root, out var error)) return error;
        if (root.TextOf("ObjectLockEnabled") is not "Enabled") return S3Errors.MalformedXml;
        if (root.Find("Rule") is not { } rule) return new ObjectLockConfiguration(null, null, null);

        if (rule.Find("DefaultRetention") is not { } retention || RetentionModes.TryParse(retention.TextOf("Mode")) is not { } mode) return S3Errors.MalformedXml;
        return (retention.TextOf("Days"), retention.TextOf("Years")) switch
        {
            ({ } days, null) => TryRead(days, MaximumYears * 365, out var count) ? new ObjectLockConfiguration(mode, count, null) : NoPeriod,
            (null, { } years) => TryRead(years, MaximumYears, out var count) ? new ObjectLockConfiguration(mode, null, count) : NoPeriod,
            _ => S3Errors.MalformedXml,
        };
    }

    /// <summary>As a bucket's row holds it: <c>Enabled</c>, <c>GOVERNANCE 30 days</c>, <c>COMPLIANCE 7 years</c>; "" where there is no lock.</summary>
    public static ObjectLockConfiguration? OfRow(string text) => text.Split(' ') switch
    {
        [""] => null,
        [var mode, var count, "days"] => new(RetentionModes.TryParse(mode), int.Parse(count, CultureInfo.InvariantCulture), null),
        [var mode, var count, "years"] => new(RetentionModes.TryParse(mode), null, int.Parse(count, CultureInfo.InvariantCulture)),
        _ => new(null, null, null),
    };

    public string ToRow() => Mode is not { } mode ? "Enabled" : Days is { } days ? $"{RetentionModes.NameOf(mode)} {days} days" : $"{RetentionModes.NameOf(mode)} {Years} years";

    public DateTimeOffset? RetainUntil(DateTimeOffset now) => Days is { } days ? now.AddDays(days) : Years is { } years ? now.AddYears(years) : null;

    public void Write(IBufferWriter<byte> target)
    {
        var answer = new XmlAnswer(target).Begin("ObjectLockConfiguration").Text("ObjectLockEnabled", "Enabled");
        if (Mode is { } mode) answer.Open("Rule").Open("DefaultRetention").Text("Mode", RetentionModes.NameOf(mode)).Number("Days", Days).Number("Years", Years);
        answer.End();
    }

    private static S3Error NoPeriod => S3Errors.InvalidArgument.Because("Default retention period must be a positive integer value of at most 100 years.");

    private static bool TryRead(string text, int most, out int count) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count > 0 && count <= most;
}
