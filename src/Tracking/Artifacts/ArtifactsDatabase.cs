using Athanor.Foundation.Databases;

namespace Athanor.Tracking.Artifacts;

/// <summary>All SQL of artifacts; their content and its rows are those of the object store.</summary>
internal static class ArtifactsDatabase
{
    public static string? FindBucket(ReadSession session, string project) => session.First($"SELECT bucket FROM artifact_buckets WHERE project = {project}", row => row.Text(0));

    public static void SetBucket(WriteSession session, string project, string bucket) => session.Execute(
        $"INSERT INTO artifact_buckets (project, bucket) VALUES ({project}, {bucket}) ON CONFLICT (project) DO UPDATE SET bucket = excluded.bucket");
}
