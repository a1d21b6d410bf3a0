using Athanor.Objects.Model;
using Athanor.Tracking.Artifacts;
using Athanor.WebConsole.Browsing;

namespace Athanor.WebConsole.Tracking;

/// <summary>One folder of a run's files, or one file with what can be shown of it.</summary>
public sealed record RunFiles(string Path, ArtifactPage Page)
{
    /// <summary>Where the root of the run's files lies; null where nothing is kept here.</summary>
    public (Bucket Bucket, string Root)? Place { get; init; }

    public Preview? Preview { get; init; }
}
