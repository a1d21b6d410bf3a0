using Athanor.Foundation.Problems;
using Athanor.Tracking.Search;

namespace Athanor.Tracking.LoggedModels;

/// <summary>A search of models that was read and found to make sense.</summary>
internal sealed record LoggedModelQuestion(
    IReadOnlyList<long> Experiments, IReadOnlyList<Comparison> Filter, IReadOnlyList<DatasetName> Datasets, IReadOnlyList<(OrderTerm Term, DatasetName? Dataset)> Order, int Limit, PageToken? After)
{
    private const int LargestLimit = 1000;
    private const int MostDatasets = 30;

    public static LoggedModelQuestion Parse(LoggedModelSearch search)
    {
        if (search.Limit is < 1 or > LargestLimit) throw new ProblemException(TrackingProblems.Invalid($"max_results must be between 1 and {LargestLimit}, but got value {search.Limit}"));
        if (search.Datasets.Count > MostDatasets) throw new ProblemException(TrackingProblems.TooMany("datasets", MostDatasets, search.Datasets.Count));
        var parser = new FilterParser(Vocabulary.LoggedModels);
        var order = parser.ParseOrder([.. search.OrderBy.Select(term => term.Field)]);
        return new(RunQuestion.NumbersOf(search.Experiments), parser.ParseFilter(search.Filter), search.Datasets, [.. order.Select(field => TermOf(field.Field, search.OrderBy, parser))], search.Limit, PageToken.Read(search.PageToken));
    }

    private static (OrderTerm Term, DatasetName? Dataset) TermOf(Field field, IReadOnlyList<LoggedModelOrder> asked, FilterParser parser)
    {
        var term = asked.First(one => parser.ParseOrder([one.Field])[0].Field == field);
        if (field.Kind is FieldKind.Param or FieldKind.Tag) throw new ProblemException(TrackingProblems.Invalid($"Invalid order by field name: {term.Field}. Only metrics are supported."));
        if (field.Kind != FieldKind.Metric && term.Dataset is not null) throw new ProblemException(TrackingProblems.Invalid("`dataset_name` may only be set if `field_name` refers to a metric."));
        return (new(field, term.IsAscending), term.Dataset);
    }
}
