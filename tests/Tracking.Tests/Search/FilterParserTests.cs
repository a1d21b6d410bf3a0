using Athanor.Foundation.Problems;

namespace Athanor.Tracking.Search;

public sealed class FilterParserTests
{
    private static readonly FilterParser Parser = new(Vocabulary.Runs);

    [Theory]
    [InlineData("metrics.loss < 0.5", FieldKind.Metric, "loss", "<")]
    [InlineData("metric.`val loss`>=-1e-3", FieldKind.Metric, "val loss", ">=")]
    [InlineData("params.depth = '3'", FieldKind.Param, "depth", "=")]
    [InlineData("parameters.\"kind of net\" like \"res%\"", FieldKind.Param, "kind of net", "LIKE")]
    [InlineData("  tags.mlflow.source.name ILIKE '%TRAIN%'  ", FieldKind.Tag, "mlflow.source.name", "ILIKE")]
    [InlineData("`tags`.`a``b` != 'x'", FieldKind.Tag, "a`b", "!=")]
    [InlineData("status = 'RUNNING'", FieldKind.Attribute, "status", "=")]
    [InlineData("attributes.`Run name` = 'x'", FieldKind.Attribute, "run_name", "=")]
    [InlineData("created > 5", FieldKind.Attribute, "start_time", ">")]
    [InlineData("attr.run_id not in ('a', 'b')", FieldKind.Attribute, "run_id", "NOT IN")]
    [InlineData("dataset.digest IN ('a')", FieldKind.Dataset, "digest", "IN")]
    public void A_condition_is_read(string text, object kind, string key, string comparator)
    {
        var comparison = Assert.Single(Parser.ParseFilter(text));

        Assert.Equal((new((FieldKind)kind, key), comparator), (comparison.Field, comparison.Comparator));
    }

    [Fact]
    public void Conditions_are_joined_by_AND_and_quotes_hold_whatever_they_hold()
    {
        var comparisons = Parser.ParseFilter("params.a = 'it''s AND that' and tags.b = \"x' OR 1=1\" AND metrics.c = 1");

        Assert.Equal(["it's AND that", "x' OR 1=1"], comparisons.SelectMany(comparison => comparison.Texts));
        Assert.Equal(1, comparisons[2].Number);
    }

    [Theory]
    [InlineData("metrics.loss < 'low'")]
    [InlineData("metrics.loss < nan")]
    [InlineData("metrics.loss LIKE '1'")]
    [InlineData("params.a = 3")]
    [InlineData("params.a > '3'")]
    [InlineData("params.a IN ('x')")]
    [InlineData("params.a = 'x")]
    [InlineData("params. = 'x'")]
    [InlineData("params.a 'x'")]
    [InlineData("'x' = params.a")]
    [InlineData("wrong.a = 'x'")]
    [InlineData("attributes.password = 'x'")]
    [InlineData("dataset.source = 'x'")]
    [InlineData("run_id IN ()")]
    [InlineData("run_id IN ('a'")]
    [InlineData("params.a = 'x' OR params.b = 'y'")]
    [InlineData("params.a = 'x' AND")]
    [InlineData("params.a = 'x'; DROP TABLE runs")]
    [InlineData("params.a = 'x' -- rest")]
    [InlineData("1 = 1")]
    [InlineData("params.a = 'x') UNION SELECT 1")]
    public void What_is_no_filter_is_refused(string text)
    {
        var refused = Assert.Throws<ProblemException>(() => Parser.ParseFilter(text));

        Assert.Equal("tracking/invalid-parameter-value", refused.Problem.Code);
    }

    [Theory]
    [InlineData("metrics.loss DESC", "loss", false)]
    [InlineData("params.`a b` asc", "a b", true)]
    [InlineData("start_time", "start_time", true)]
    public void An_order_is_read(string text, string key, bool isAscending)
    {
        var term = Assert.Single(Parser.ParseOrder([text]));

        Assert.Equal((key, isAscending), (term.Field.Key, term.IsAscending));
    }

    [Theory]
    [InlineData("metrics.loss DESC; DROP TABLE runs")]
    [InlineData("metrics.loss SIDEWAYS")]
    [InlineData("(SELECT 1)")]
    [InlineData("dataset.name")]
    [InlineData("")]
    public void What_is_no_order_is_refused(string text) => Assert.Throws<ProblemException>(() => Parser.ParseOrder([text]));

    [Fact]
    public void Filters_are_bounded()
    {
        Assert.Throws<ProblemException>(() => Parser.ParseFilter(string.Join(" AND ", Enumerable.Repeat("metrics.a < 1", 31))));
        Assert.Throws<ProblemException>(() => Parser.ParseFilter(new string(' ', 70_000)));
        Assert.Throws<ProblemException>(() => Parser.ParseOrder([.. Enumerable.Repeat("start_time", 11)]));
    }
}
