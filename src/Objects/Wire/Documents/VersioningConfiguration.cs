using System.Buffers;
using Athanor.Objects.Wire.Xml;

namespace Athanor.Objects.Wire.Documents;

/// <summary>A bucket that was never versioned has no status.</summary>
internal sealed record VersioningConfiguration(bool? IsEnabled)
{
    public static Reading<VersioningConfiguration> Read(ReadOnlyMemory<byte> body)
    {
        if (!XmlBody.Read(body, "VersioningConfiguration").TryGet(out var root, out var error)) return error;
        if (root.TextOf("MfaDelete") is "Enabled") return S3Error.NotImplemented("MfaDelete");
        return root.TextOf("Status") switch
        {
            "Enabled" => new VersioningConfiguration(true),
            "Suspended" => new VersioningConfiguration(false),
            null => S3Errors.IllegalVersioningConfiguration,
            _ => S3Errors.MalformedXml,
        };
    }

    public void Write(IBufferWriter<byte> target) =>
        new XmlAnswer(target).Begin("VersioningConfiguration").Text("Status", IsEnabled is { } enabled ? enabled ? "Enabled" : "Suspended" : null).End();
}
