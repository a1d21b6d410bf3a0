using Athanor.Foundation.Problems;

namespace Athanor.Tracking.Search;

/// <summary>Reads filters and orders as MLflow writes them: <c>metrics.loss &lt; 0.5 AND params.`kind of net` LIKE 'res%'</c>.</summary>
internal sealed class FilterParser(Vocabulary vocabulary)
{
    private const int MostConditions = 30;
    private const int MostTerms = 10;

    public List<Comparison> ParseFilter(string text)
    {
        var (scanner, comparisons) = (new FilterScanner(text), new List<Comparison>());
        while (!scanner.IsAtEnd)
        {
            if (comparisons.Count > 0 && !scanner.TakeWord("AND")) throw scanner.Refuse("AND");
            if (comparisons.Count == MostConditions) throw new ProblemException(TrackingProblems.Invalid($"A filter has at most {MostConditions} conditions."));
            comparisons.Add(ParseComparison(scanner));
        }
        return comparisons;
    }

    public List<OrderTerm> ParseOrder(IReadOnlyList<string> texts)
    {
        if (texts.Count > MostTerms) throw new ProblemException(TrackingProblems.Invalid($"An order has at most {MostTerms} terms."));
        return [.. texts.Select(ParseTerm).DistinctBy(term => term.Field)];
    }

    private OrderTerm ParseTerm(string text)
    {
        var scanner = new FilterScanner(text);
        var (kind, key) = scanner.TakeName();
        var field = vocabulary.FieldOf(kind, key);
        if (field.Kind == FieldKind.Dataset) throw new ProblemException(TrackingProblems.Invalid($"Invalid order_by entity type '{kind}'"));
        var isDescending = scanner.TakeWord("DESC");
        if (!isDescending) scanner.TakeWord("ASC");
        return scanner.IsAtEnd ? new(field, !isDescending) : throw new ProblemException(TrackingProblems.Invalid($"Invalid order_by clause '{(text.Length > 100 ? text[..100] : text)}'. Could not be parsed."));
    }

    private Comparison ParseComparison(FilterScanner scanner)
    {
        var (kind, key) = scanner.TakeName();
        var field = vocabulary.FieldOf(kind, key);
        var comparator = ParseComparator(scanner);
        vocabulary.CheckComparator(field, comparator);
        if (comparator is "IN" or "NOT IN") return new(field, comparator, ParseList(scanner), null);
        return vocabulary.IsNumber(field)
            ? new(field, comparator, [], scanner.TakeNumber() ?? throw new ProblemException(TrackingProblems.Invalid($"Expected numeric value type for {Vocabulary.NameOf(field.Kind)}: {key}.")))
            : new(field, comparator, [scanner.TakeText() ?? throw new ProblemException(TrackingProblems.Invalid($"Expected a quoted string value for {Vocabulary.NameOf(field.Kind)} (e.g. 'my-value'): {key}."))], null);
    }

    private static string ParseComparator(FilterScanner scanner)
    {
        if (scanner.TakeSign() is { } sign) return sign;
        if (scanner.TakeWord("LIKE")) return "LIKE";
        if (scanner.TakeWord("ILIKE")) return "ILIKE";
        if (scanner.TakeWord("IN")) return "IN";
        if (scanner.TakeWord("NOT") && scanner.TakeWord("IN")) return "NOT IN";
        throw scanner.Refuse("a comparator");
    }

    private static List<string> ParseList(FilterScanner scanner)
    {
        if (!scanner.Take('(')) throw scanner.Refuse("a list in parentheses");
        var texts = new List<string>();
        do texts.Add(scanner.TakeText() ?? throw scanner.Refuse("a quoted string"));
        while (scanner.Take(','));
        return scanner.Take(')') ? texts : throw scanner.Refuse("a closing parenthesis");
    }
}
