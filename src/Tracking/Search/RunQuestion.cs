using System.Globalization;
using Athanor.Foundation.Problems;
using Athanor.Tracking.Model;

namespace Athanor.Tracking.Search;

/// <summary>A search of runs that was read and found to make sense.</summary>
internal sealed record RunQuestion(IReadOnlyList<long> Experiments, IReadOnlyList<Comparison> Filter, IReadOnlyList<OrderTerm> Order, LifecycleView View, int Limit, PageToken? After)
{
    private const int MostExperiments = 10_000;

    public static RunQuestion Parse(RunSearch search)
    {
        if (search.Experiments.Count > MostExperiments) throw new ProblemException(TrackingProblems.Invalid($"A search names at most {MostExperiments} experiments."));
        SearchLimit.Check(search.Limit);
        var parser = new FilterParser(Vocabulary.Runs);
        return new(NumbersOf(search.Experiments), parser.ParseFilter(search.Filter), parser.ParseOrder(search.OrderBy), search.View, search.Limit, PageToken.Read(search.PageToken));
    }

    // Nothing is found in what is no experiment, as in MLflow.
    internal static List<long> NumbersOf(IReadOnlyList<string> ids) => [.. ids
        .Select(id => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1)
        .Where(number => number >= 0)
        .Distinct()];
}
