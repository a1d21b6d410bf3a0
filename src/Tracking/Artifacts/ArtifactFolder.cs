using Athanor.Foundation.Databases;
using Athanor.Objects.Keyspaces;
using Athanor.Objects.Model;

namespace Athanor.Tracking.Artifacts;

/// <summary>All files below a path, however deep.</summary>
internal static class ArtifactFolder
{
    public static List<StoredObject> List(ReadSession session, Bucket bucket, ArtifactPath folder, string after, int limit)
    {
        var (from, end) = folder.IsRoot ? ("", null) : ($"{folder.Value}/", $"{folder.Value}0");     // '0' is what comes behind '/'
        return KeyspaceContent.List(session, bucket, after.Length == 0 ? from : after, after.Length == 0, end, limit);
    }
}
