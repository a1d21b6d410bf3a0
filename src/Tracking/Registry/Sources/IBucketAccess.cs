namespace Athanor.Tracking.Registry.Sources;

/// <summary>Says what whoever asks may read of buckets.</summary>
public interface IBucketAccess
{
    /// <summary>Refuses unless all below the prefix may be read, and the bucket belongs to the project.</summary>
    Task DemandAsync(string project, string bucket, string prefix);
}
