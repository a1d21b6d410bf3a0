using System.Globalization;
using System.Runtime.InteropServices;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Checks.Sql;

/// <summary>
/// A database in memory that runs queries of people who are not trusted. It reads the files it was handed and no others, loads no extensions, and
/// cannot be told otherwise by a query. Used by one thread at a time.
/// </summary>
internal sealed class SqlSession : IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);

    private readonly DuckDatabase _database;
    private readonly DuckConnection _connection;
    private readonly SqlLimits _limits;
    private volatile bool _isOver;

    private SqlSession(DuckDatabase database, DuckConnection connection, SqlLimits limits) => (_database, _connection, _limits) = (database, connection, limits);

    public static SqlSession Open(SqlLimits limits, string spillFolder)
    {
        if (!LibDuckDb.IsThere) throw new ProblemException(ChecksProblems.NoDuckDb);
        using var config = Configure(limits, spillFolder);
        if (LibDuckDb.Open(":memory:", out var database, config, out var error) != 0) throw NotOpened(database, error);
        return LibDuckDb.Connect(database, out var connection) == 0 ? new(database, connection, limits) : throw new InvalidOperationException("DuckDB gave no connection.");
    }

    /// <summary>Until this is disposed, what runs is interrupted when its time is over or it is no longer wanted.</summary>
    public IAsyncDisposable Watch(TimeProvider clock, CancellationToken cancellation)
    {
        var start = clock.GetTimestamp();

        // Between two statements there is nothing to interrupt, so one signal could be lost: it is repeated.
        return clock.CreateTimer(
            _ =>
            {
                if (clock.GetElapsedTime(start) >= _limits.Time) _isOver = true;
                if (_isOver || cancellation.IsCancellationRequested) LibDuckDb.Interrupt(_connection);
            },
            null, Beat, Beat);
    }

    /// <summary>From here on only these files can be read or written, and no setting can be changed.</summary>
    public void LockTo(IEnumerable<string> files)
    {
        Execute($"SET allowed_paths = [{string.Join(", ", files.Select(SqlText.Quote))}]");
        Execute("SET enable_external_access = false");
        Execute("SET lock_configuration = true");
    }

    public void Execute(string sql)
    {
        var state = LibDuckDb.Query(_connection, sql, out var fields);
        using var result = new DuckResult(fields);
        if (state != 0) throw Failed(result.Error);
    }

    /// <summary>Which tables a query speaks of, whether or not they are there.</summary>
    public IReadOnlyList<string> TablesOf(string query)
    {
        RequireOneStatement(query);
        using var names = LibDuckDb.TableNames(_connection, query, qualified: false);
        if (names.IsInvalid) return [];
        return [.. Enumerable.Range(0, (int)LibDuckDb.ListSize(names)).Select(index => ItemOf(names, (ulong)index))];
    }

    /// <summary>A query that only reads becomes a view, so that what surrounds it can never become part of it.</summary>
    public void Define(string view, string query)
    {
        RequireOneStatement(query);
        using (var statement = Prepare(query))
            if (LibDuckDb.TypeOf(statement) != LibDuckDb.SelectStatement) throw new ProblemException(ChecksProblems.BadQuery("it is no SELECT."));
        var definition = $"CREATE TEMP VIEW {SqlText.Name(view)} AS {query}";
        RequireOneStatement(definition);
        Execute(definition);
    }

    public SqlAnswer Read(string view, int mostRows)
    {
        using var statement = Prepare($"SELECT CAST(COLUMNS(*) AS VARCHAR) FROM {SqlText.Name(view)}");
        var state = LibDuckDb.ExecuteStreaming(statement, out var fields);
        using var result = new DuckResult(fields);
        if (state != 0) throw Failed(result.Error);

        var (columns, rows, count) = (result.Columns, new List<IReadOnlyList<string?>>(), 0L);
        while (count < _limits.CountedRows)
        {
            using var chunk = result.Fetch();
            if (chunk.IsInvalid) break;
            var size = (int)LibDuckDb.SizeOf(chunk);
            for (var row = 0; row < size && rows.Count < mostRows; row++) rows.Add([.. columns.Select((_, column) => DuckResult.TextAt(chunk, column, row))]);
            count += size;
        }
        return result.Error is { Length: > 0 } error ? throw Failed(error) : new(columns, rows, count);
    }

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    private static DuckConfig Configure(SqlLimits limits, string spillFolder)
    {
        _ = LibDuckDb.CreateConfig(out var config);
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["threads"] = limits.Threads.ToString(CultureInfo.InvariantCulture),
            ["memory_limit"] = $"{limits.MemoryBytes}B",
            ["temp_directory"] = spillFolder,
            ["max_temp_directory_size"] = $"{limits.SpillBytes}B",
            ["autoinstall_known_extensions"] = "false",
            ["autoload_known_extensions"] = "false",
            ["allow_community_extensions"] = "false",
            ["allow_persistent_secrets"] = "false",
            ["secret_directory"] = spillFolder,
            ["extension_directory"] = spillFolder,
        })
        {
            if (LibDuckDb.SetConfig(config, name, value) != 0) throw new InvalidOperationException($"DuckDB does not know the setting {name}.");
        }
        return config;
    }

    private DuckStatement Prepare(string sql)
    {
        using var statements = Extract(sql, out _);
        var state = LibDuckDb.Prepare(_connection, statements, 0, out var statement);
        if (state == 0) return statement;
        using (statement) throw Failed(Marshal.PtrToStringUTF8(LibDuckDb.PrepareError(statement)));
    }

    private void RequireOneStatement(string sql)
    {
        using var statements = Extract(sql, out var count);
        if (count != 1) throw new ProblemException(ChecksProblems.BadQuery($"it has {count} statements."));
    }

    private DuckStatements Extract(string sql, out ulong count)
    {
        count = LibDuckDb.ExtractStatements(_connection, sql, out var statements);
        if (count > 0) return statements;
        using (statements) throw Failed(Marshal.PtrToStringUTF8(LibDuckDb.ExtractError(statements)));
    }

    private static string ItemOf(DuckValue list, ulong index)
    {
        using var item = LibDuckDb.ListItem(list, index);
        var text = LibDuckDb.TextOf(item);
        try
        {
            return Marshal.PtrToStringUTF8(text) ?? "";
        }
        finally
        {
            LibDuckDb.Free(text);
        }
    }

    private static InvalidOperationException NotOpened(DuckDatabase database, nint error)
    {
        database.Dispose();
        var reason = Marshal.PtrToStringUTF8(error);
        LibDuckDb.Free(error);
        return new($"DuckDB did not open: {reason}");
    }

    private ProblemException Failed(string? reason) => new(_isOver ? ChecksProblems.QueryTooLong(_limits.Time) : ChecksProblems.BadQuery(SqlText.Shorten(reason)));
}
