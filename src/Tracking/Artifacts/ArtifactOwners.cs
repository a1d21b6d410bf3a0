using Athanor.Foundation.Databases;
using Athanor.Foundation.Problems;

namespace Athanor.Tracking.Artifacts;

/// <summary>Whose artifacts a path is among: those of the run whose own place it is within.</summary>
internal static class ArtifactOwners
{
    private const string Folder = "artifacts";

    /// <summary>The place of the run that the path is within, if that run may be written to.</summary>
    public static ArtifactPath FindWritable(ReadSession session, string project, ArtifactPath path)
    {
        foreach (var id in CandidatesIn(path))
        {
            if (TrackingDatabase.FindRun(session, project, id) is not { } run || PlaceOf(run.ArtifactUri) is not { } place || !path.IsWithin(place)) continue;
            return run.IsDeleted ? throw new ProblemException(TrackingProblems.RunNotActive(id)) : place;
        }
        throw new ProblemException(TrackingProblems.NoOwner(path.Value));
    }

    /// <summary>Null where the artifacts are kept elsewhere.</summary>
    public static ArtifactPath? PlaceOf(string uri) => (ArtifactAddress.TryParse(uri) as ArtifactAddress.Kept)?.Path;

    // The nearest first: a place may be chosen so that it lies within another run's.
    private static IEnumerable<string> CandidatesIn(ArtifactPath path)
    {
        var names = path.Value.Split('/');
        for (var index = names.Length - 2; index >= 0; index--)
            if (names[index + 1] == Folder && names[index].Length is >= 32 and <= 34) yield return names[index];
    }
}
