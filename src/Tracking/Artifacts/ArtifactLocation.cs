using Athanor.Foundation.Problems;

namespace Athanor.Tracking.Artifacts;

/// <summary>Where an experiment may say that its artifacts are to be: among those that are kept here, in a bucket, or where only clients can reach them.</summary>
internal static class ArtifactLocation
{
    private const int Longest = 256;
    private const string KeptHere = "mlflow-artifacts:";

    public static void Check(string location)
    {
        if (location.Length > Longest) throw new ProblemException(TrackingProblems.TooLong("Artifact location", location, location.Length, Longest));
        if (location.AsSpan().IndexOfAny('#', '?') >= 0) throw new ProblemException(TrackingProblems.Invalid("'artifact_location' URL can't include fragments or params."));
        if (location.Any(char.IsControl)) throw new ProblemException(TrackingProblems.InvalidPath);
        if (location.StartsWith(KeptHere, StringComparison.OrdinalIgnoreCase)) CheckKept(location);
    }

    // Within the folder of a run or a model there is only what belongs to it.
    private static void CheckKept(string location)
    {
        if (ArtifactOwners.PlaceOf(location) is not { } place || place.Value.Split('/').Contains(ArtifactOwners.Folder)) throw new ProblemException(TrackingProblems.InvalidPath);
    }
}
