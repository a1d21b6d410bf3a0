using Athanor.Objects.Wire.Xml;

namespace Athanor.Objects.Wire.Answers;

/// <summary>A line of a listing. The checksum's words are those of <c>ChecksumAlgorithm</c> and <c>ChecksumType</c>.</summary>
internal sealed record ListedObject(string Key, DateTimeOffset LastModified, string ETag, long Size)
{
    public string StorageClass { get; init; } = "STANDARD";
    public Owner? Owner { get; init; }
    public string? ChecksumAlgorithm { get; init; }
    public string? ChecksumType { get; init; }

    public static void Write(XmlAnswer answer, ListedObject listed)
    {
        answer.Open("Contents").Key("Key", listed.Key);
        listed.WriteRest(answer);
        answer.Close();
    }

    public void WriteRest(XmlAnswer answer)
    {
        answer
            .Time("LastModified", LastModified)
            .Text("ETag", $"\"{ETag}\"")
            .Text("ChecksumAlgorithm", ChecksumAlgorithm)
            .Text("ChecksumType", ChecksumType)
            .Number("Size", Size)
            .Text("StorageClass", StorageClass);
        Owner.Write(answer, "Owner", Owner);
    }
}
