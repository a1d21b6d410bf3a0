using Athanor.Foundation.Problems;

namespace Athanor.Tracking.Api;

/// <summary>A path among a run's artifacts leads nowhere else, however it is written.</summary>
internal static class ArtifactPath
{
    public static void Check(string? path)
    {
        if (path is null or "") return;
        var plain = Uri.UnescapeDataString(Uri.UnescapeDataString(path));
        if (plain.StartsWith('/') || plain.IndexOfAny(['\\', '\0', ':', '#', '?']) >= 0 || plain.Split('/').Any(part => part is ".." or "."))
            throw new ProblemException(TrackingProblems.Invalid("Invalid path"));
    }
}
