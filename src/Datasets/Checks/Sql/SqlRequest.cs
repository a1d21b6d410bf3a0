namespace Athanor.Datasets.Checks.Sql;

/// <summary>A query and all that it may touch. Without an output its rows are asked for, or, at first, only the names of its tables.</summary>
internal sealed record SqlRequest(string Query, SqlLimits Limits, string SpillFolder)
{
    public bool OnlyTables { get; init; }

    public IReadOnlyList<SqlView> Views { get; init; } = [];

    /// <summary>What can be read and written; nothing else can.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    public int MostRows { get; init; }

    public SqlOutput? Output { get; init; }
}

/// <summary>A table that a query speaks of, and where its rows come from.</summary>
internal sealed record SqlView(string Table, string Source);

/// <summary>The file that an answer becomes.</summary>
internal sealed record SqlOutput(string Place, string Format);
