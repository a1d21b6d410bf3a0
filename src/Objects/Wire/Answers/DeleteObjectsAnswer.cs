using System.Buffers;
using Athanor.Objects.Wire.Xml;

namespace Athanor.Objects.Wire.Answers;

internal sealed record DeleteObjectsAnswer(IReadOnlyList<DeleteObjectsAnswer.Deleted> Objects, IReadOnlyList<DeleteObjectsAnswer.Failed> Failures)
{
    /// <summary>The marker's version is the one that was made or taken away.</summary>
    public sealed record Deleted(string Key, string? VersionId, bool IsDeleteMarker, string? DeleteMarkerVersionId);

    public sealed record Failed(string Key, string? VersionId, S3Error Error);

    public void Write(bool isQuiet, IBufferWriter<byte> target)
    {
        var answer = new XmlAnswer(target).Begin("DeleteResult");
        if (!isQuiet) answer.Each(Objects, WriteDeleted);
        answer.Each(Failures, WriteFailed).End();
    }

    private static void WriteDeleted(XmlAnswer answer, Deleted deleted)
    {
        answer.Open("Deleted").Text("Key", deleted.Key).Text("VersionId", deleted.VersionId);
        if (deleted.IsDeleteMarker) answer.Flag("DeleteMarker", true).Text("DeleteMarkerVersionId", deleted.DeleteMarkerVersionId);
        answer.Close();
    }

    private static void WriteFailed(XmlAnswer answer, Failed failed) =>
        answer.Open("Error").Text("Key", failed.Key).Text("VersionId", failed.VersionId).Text("Code", failed.Error.Code).Text("Message", failed.Error.Message).Close();
}
