using Athanor.Foundation.Databases;

namespace Athanor.Tracking.Artifacts;

/// <summary>All SQL of artifacts; their content and its rows are those of the object store.</summary>
internal static class ArtifactsDatabase
{
    public static string? FindBucket(ReadSession session, string project) => session.First($"SELECT bucket FROM artifact_buckets WHERE project = {project}", row => row.Text(0));

    public static void SetBucket(WriteSession session, string project, string bucket) => session.Execute(
        $"INSERT INTO artifact_buckets (project, bucket) VALUES ({project}, {bucket}) ON CONFLICT (project) DO UPDATE SET bucket = excluded.bucket");

    public static void AddUpload(WriteSession session, string upload) => session.Execute($"INSERT INTO artifact_uploads (upload) VALUES ({upload})");

    public static bool HasUpload(ReadSession session, string upload) => session.Exists($"SELECT 1 FROM artifact_uploads WHERE upload = {upload}");

    public static void RemoveUpload(WriteSession session, string upload) => session.Execute($"DELETE FROM artifact_uploads WHERE upload = {upload}");
}
