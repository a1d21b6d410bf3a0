using Athanor.Foundation.Problems;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Tracking;

public sealed class RunsQueryTests
{
    [Fact]
    public async Task Without_words_the_latest_runs_come_first() => Assert.Equal("start_time DESC", (await ReadAsync("")).OrderBy);

    [Theory]
    [InlineData("?order=metrics.val%20loss&way=asc", "metrics.`val loss` ASC")]
    [InlineData("?order=params.a.b", "params.`a.b` DESC")]
    [InlineData("?order=run_name", "run_name DESC")]
    public async Task An_order_is_written_in_the_grammar_of_searches(string query, string order) => Assert.Equal(order, (await ReadAsync(query)).OrderBy);

    [Theory]
    [InlineData("?order=user_id;drop")]
    [InlineData("?order=metrics.a%60b")]
    [InlineData("?filter=a%00b")]
    public async Task What_no_page_would_ask_is_refused(string query) => await Assert.ThrowsAsync<ProblemException>(() => ReadAsync(query));

    [Fact]
    public async Task The_address_of_another_order_keeps_filter_and_columns_and_begins_at_the_first_page()
    {
        var query = await ReadAsync("?filter=metrics.a%20%3C%201&column=metrics.a&column=nothing&token=x");

        Assert.Equal("/here?filter=metrics.a%20%3C%201&order=metrics.a&column=metrics.a", query.AddressOf("/here", "metrics.a"));
        Assert.Equal("/here?filter=metrics.a%20%3C%201&column=metrics.a&token=y", query.NextOf("/here", "y"));
        Assert.Equal("/here?filter=metrics.a%20%3C%201&way=asc&column=metrics.a", query.AddressOf("/here", "start_time"));
    }

    private static async Task<RunsQuery> ReadAsync(string query)
    {
        var context = new DefaultHttpContext();
        context.Request.QueryString = new(query);
        return (await RunsQuery.BindAsync(context))!;
    }
}
