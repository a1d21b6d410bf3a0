using Athanor.Foundation.Problems;

namespace Athanor.Tracking.Search;

internal static class SearchLimit
{
    public const int Greatest = 50_000;

    public static void Check(int limit, int greatest = Greatest)
    {
        if (limit < 1) throw new ProblemException(TrackingProblems.Invalid($"Invalid value for request parameter max_results. It must be a positive integer, but got value {limit}"));
        if (limit > greatest) throw new ProblemException(TrackingProblems.Invalid($"Invalid value for request parameter max_results. It must be at most {greatest}, but got value {limit}"));
    }
}
