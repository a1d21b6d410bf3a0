using System.Buffers;
using Athanor.Objects.Wire.Xml;

namespace Athanor.Objects.Wire.Documents;

internal sealed record LegalHold(bool IsOn)
{
    public static Reading<LegalHold> Read(ReadOnlyMemory<byte> body) =>
        XmlBody.Read(body, "LegalHold").TryGet(out var root, out var error) ? TryParse(root.TextOf("Status")) ?? (Reading<LegalHold>)S3Errors.MalformedXml : error;

    /// <summary>Also the form of <c>x-amz-object-lock-legal-hold</c>.</summary>
    public static LegalHold? TryParse(string? text) => text is "ON" or "OFF" ? new(text == "ON") : null;

    public void Write(IBufferWriter<byte> target) => new XmlAnswer(target).Begin("LegalHold").Text("Status", IsOn ? "ON" : "OFF").End();
}
