using System.Buffers;
using Athanor.Objects.Wire.Xml;

namespace Athanor.Objects.Wire.Answers;

internal static class BucketAnswers
{
    /// <summary>The first region of all is written as none.</summary>
    public static void WriteLocation(string region, IBufferWriter<byte> target)
    {
        target.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<LocationConstraint xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"u8);
        target.Write(System.Text.Encoding.UTF8.GetBytes(region == "us-east-1" ? "" : region));
        target.Write("</LocationConstraint>"u8);
    }

    /// <summary>In small letters, for boto3 takes TRUE for false.</summary>
    public static void WritePolicyStatus(bool isPublic, IBufferWriter<byte> target) => new XmlAnswer(target).Begin("PolicyStatus").Flag("IsPublic", isPublic).End();
}
