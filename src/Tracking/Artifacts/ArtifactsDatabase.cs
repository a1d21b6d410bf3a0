using Athanor.Foundation.Databases;

namespace Athanor.Tracking.Artifacts;

/// <summary>All SQL of artifacts; their content and its rows are those of the object store.</summary>
internal static class ArtifactsDatabase
{
    public static string? FindBucket(ReadSession session, string project) => session.First($"SELECT bucket FROM artifact_buckets WHERE project = {project}", row => row.Text(0));

    public static void SetBucket(WriteSession session, string project, string bucket) => session.Execute(
        $"INSERT INTO artifact_buckets (project, bucket) VALUES ({project}, {bucket}) ON CONFLICT (project) DO UPDATE SET bucket = excluded.bucket");

    /// <summary>Those that nobody went on with are forgotten.</summary>
    public static void AddUpload(WriteSession session, string upload, DateTimeOffset now, DateTimeOffset forgottenBefore)
    {
        session.Execute($"DELETE FROM artifact_uploads WHERE started_at < {forgottenBefore}");
        session.Execute($"INSERT INTO artifact_uploads (upload, started_at) VALUES ({upload}, {now})");
    }

    public static bool HasUpload(ReadSession session, string upload) => session.Exists($"SELECT 1 FROM artifact_uploads WHERE upload = {upload}");

    public static void RemoveUpload(WriteSession session, string upload) => session.Execute($"DELETE FROM artifact_uploads WHERE upload = {upload}");
}
