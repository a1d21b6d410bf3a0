using Athanor.Datasets.Checks.Globs;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Checks.Sql;

/// <summary>A query, the tables it speaks of, and a database that has only those.</summary>
internal sealed class TableQuery : IDisposable
{
    private const string Answer = "answer of the query";

    private readonly SqlWorkspace _workspace;
    private readonly SqlSession _session;
    private readonly SqlTables _tables;
    private readonly string _query;
    private readonly TimeProvider _clock;

    private TableQuery(SqlWorkspace workspace, SqlSession session, SqlTables tables, string query, TimeProvider clock) =>
        (_workspace, _session, _tables, _query, _clock) = (workspace, session, tables, query, clock);

    public IReadOnlyList<string> Files => [.. _tables.Paths.Order(StringComparer.Ordinal)];

    public IReadOnlyList<string> Missing => _tables.Missing;

    /// <summary>Lays out what the query needs. Beside that, its database may only write the outputs.</summary>
    public static async Task<TableQuery> PrepareAsync(
        ICheckedTree tree, FileSelection selection, string query, IReadOnlyList<string> outputs, SqlLimits limits, TimeProvider clock, CancellationToken cancellation)
    {
        var workspace = new SqlWorkspace(limits.MaterializedBytes);
        SqlSession? session = null;
        try
        {
            session = SqlSession.Open(limits, workspace.SpillFolder);
            var tables = new SqlTables(selection, workspace);
            await tables.LayOutAsync(tree, session.TablesOf(query), cancellation);
            session.LockTo([.. workspace.Files, .. outputs]);
            return new(workspace, session, tables, query, clock);
        }
        catch
        {
            session?.Dispose();
            workspace.Dispose();
            throw;
        }
    }

    public Task<SqlAnswer> ReadAsync(int mostRows, CancellationToken cancellation) => OnThreadAsync(() => _session.Read(Answer, mostRows), cancellation);

    /// <summary>The answer becomes a file, which must be among the outputs.</summary>
    public Task WriteAsync(string place, string format, CancellationToken cancellation) => OnThreadAsync(
        () =>
        {
            _session.Execute($"COPY (SELECT * FROM {SqlText.Name(Answer)}) TO {SqlText.Quote(place)} ({format})");
            return true;
        },
        cancellation);

    public void Dispose()
    {
        _session.Dispose();
        _workspace.Dispose();
    }

    private async Task<T> OnThreadAsync<T>(Func<T> work, CancellationToken cancellation)
    {
        await using var watch = _session.Watch(_clock, cancellation);
        try
        {
            return await Task.Run(
                () =>
                {
                    _tables.CreateIn(_session);
                    _session.Define(Answer, _query);
                    return work();
                },
                cancellation);
        }
        catch (ProblemException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
    }
}
