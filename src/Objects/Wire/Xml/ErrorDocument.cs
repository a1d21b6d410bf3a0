using System.Buffers;

namespace Athanor.Objects.Wire.Xml;

/// <summary>The body of an error. It is in no namespace, unlike everything else.</summary>
internal static class ErrorDocument
{
    public static void Write(S3Error error, string resource, string requestId, IBufferWriter<byte> target)
    {
        target.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"u8);
        new XmlAnswer(target)
            .Open("Error")
            .Text("Code", error.Code)
            .Text("Message", error.Message)
            .Each(error.Details, (answer, detail) => answer.Text(detail.Key, detail.Value))
            .Text("Resource", resource)
            .Text("RequestId", requestId)
            .Text("HostId", requestId)
            .End();
    }
}
