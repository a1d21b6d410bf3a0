using Athanor.Foundation.Problems;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Tracking;

/// <summary>Which runs of an experiment somebody asked for, and what of them, as it stands in the address.</summary>
public sealed record RunsQuery(string Filter, string Order, bool IsAscending, IReadOnlyList<RunColumn> Columns, string Token)
{
    public const string UsualOrder = "start_time";
    public const int LongestFilter = 4000;
    private const int LongestName = 300;
    private const int LongestToken = 8000;
    private const int MostColumns = 50;

    private static readonly string[] Attributes = [UsualOrder, "end_time", "run_name", "status"];

    /// <summary>What the search of runs is asked for.</summary>
    public string OrderBy => $"{RunColumn.Find(Order)?.Quoted ?? Order} {(IsAscending ? "ASC" : "DESC")}";

    /// <summary>Minimal APIs bind a parameter of this type to the query.</summary>
    public static ValueTask<RunsQuery?> BindAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var order = ReadText(query, "order", LongestName) is { Length: > 0 } text ? text : UsualOrder;
        if (!Attributes.Contains(order) && RunColumn.Find(order) is null) throw new ProblemException(ConsoleProblems.BadField("order", $"It is one of {string.Join(", ", Attributes)}, or metrics.NAME or params.NAME."));
        var columns = query["column"].Take(MostColumns).OfType<string>().Where(name => name.Length <= LongestName).Select(RunColumn.Find).OfType<RunColumn>().Distinct();
        return ValueTask.FromResult<RunsQuery?>(new(ReadText(query, "filter", LongestFilter), order, query["way"] == "asc", [.. columns], ReadText(query, "token", LongestToken)));
    }

    /// <summary>From the first page on, in another order or the other way.</summary>
    public string AddressOf(string place, string order) => AddressOf(place, this with { Order = order, IsAscending = Order == order && !IsAscending, Token = "" });

    public string NextOf(string place, string token) => AddressOf(place, this with { Token = token });

    private static string AddressOf(string place, RunsQuery query) => place + TrackingAddress.QueryOf(
        [("filter", query.Filter), ("order", query.Order == UsualOrder ? "" : query.Order), ("way", query.IsAscending ? "asc" : ""), .. query.Columns.Select(column => ("column", column.Name)), ("token", query.Token)]);

    private static string ReadText(IQueryCollection query, string name, int longest)
    {
        var text = query[name].ToString().Trim();
        return text.Length <= longest && !text.Any(char.IsControl) ? text : throw new ProblemException(ConsoleProblems.BadField(name, $"It is one line of at most {longest} characters."));
    }
}
