using System.Buffers;
using Athanor.Objects.Model;
using Athanor.Objects.Wire.Xml;

namespace Athanor.Objects.Wire.Documents;

/// <summary>How long one version of an object cannot be deleted. An empty document takes the lock away.</summary>
internal sealed record Retention(RetentionMode? Mode, DateTimeOffset? Until)
{
    public static Reading<Retention> Read(ReadOnlyMemory<byte> body)
    {
        if (!XmlBody.Read(body, "Retention").TryGet(out var root, out var error)) return error;
        return (root.TextOf("Mode"), root.TextOf("RetainUntilDate")) switch
        {
            (null, null) => new Retention(null, null),
            ({ } mode, { } until) => RetentionModes.TryParse(mode) is { } known && Iso8601.TryParse(until, out var moment) ? new Retention(known, moment) : S3Errors.MalformedXml,
            _ => S3Errors.MalformedXml,
        };
    }

    public void Write(IBufferWriter<byte> target) => new XmlAnswer(target)
        .Begin("Retention")
        .Text("Mode", Mode is { } mode ? RetentionModes.NameOf(mode) : null)
        .Time("RetainUntilDate", Until)
        .End();
}
