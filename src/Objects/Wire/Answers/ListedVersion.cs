using Athanor.Objects.Wire.Xml;

namespace Athanor.Objects.Wire.Answers;

/// <summary>A version of an object, or the marker that it was deleted.</summary>
internal sealed record ListedVersion(string VersionId, bool IsLatest, bool IsDeleteMarker, ListedObject Object)
{
    public static void Write(XmlAnswer answer, ListedVersion version)
    {
        answer.Open(version.IsDeleteMarker ? "DeleteMarker" : "Version").Key("Key", version.Object.Key).Text("VersionId", version.VersionId).Flag("IsLatest", version.IsLatest);
        if (version.IsDeleteMarker)
        {
            answer.Time("LastModified", version.Object.LastModified);
            Owner.Write(answer, "Owner", version.Object.Owner);
        }
        else
        {
            version.Object.WriteRest(answer);
        }
        answer.Close();
    }
}
