using Athanor.Foundation.Databases;
using Athanor.Foundation.Problems;
using Athanor.Tracking.LoggedModels;

namespace Athanor.Tracking.Artifacts;

/// <summary>Whose artifacts a path is among: those of the run or the logged model whose own place it is within.</summary>
internal static class ArtifactOwners
{
    public const string Folder = "artifacts";
    private const string ModelPrefix = "m-";

    /// <summary>The place that the path is within, if what it belongs to may be written to.</summary>
    public static ArtifactPath FindWritable(ReadSession session, string project, ArtifactPath path)
    {
        foreach (var id in CandidatesIn(path))
        {
            if (Find(session, project, id) is not { } owner || PlaceOf(owner.Uri) is not { } place || !path.IsWithin(place)) continue;
            return owner.Refusal is { } refusal ? throw new ProblemException(refusal) : place;
        }
        throw new ProblemException(TrackingProblems.NoOwner(path.Value));
    }

    /// <summary>Null where the artifacts are kept elsewhere.</summary>
    public static ArtifactPath? PlaceOf(string uri) => (ArtifactAddress.TryParse(uri) as ArtifactAddress.Kept)?.Path;

    private static (string Uri, Problem? Refusal)? Find(ReadSession session, string project, string id)
    {
        if (id.StartsWith(ModelPrefix, StringComparison.Ordinal))
            return LoggedModelsDatabase.Find(session, project, id) is { } model ? (model.ArtifactUri, model.IsWritable ? null : TrackingProblems.ModelNotActive(id)) : null;
        return TrackingDatabase.FindRun(session, project, id) is { } run ? (run.ArtifactUri, run.IsDeleted ? TrackingProblems.RunNotActive(id) : null) : null;
    }

    // The nearest first, in case one place lies within another.
    private static IEnumerable<string> CandidatesIn(ArtifactPath path)
    {
        var names = path.Value.Split('/');
        for (var index = names.Length - 2; index >= 0; index--)
            if (names[index + 1] == Folder && names[index].Length is >= 32 and <= 34) yield return names[index];
    }
}
