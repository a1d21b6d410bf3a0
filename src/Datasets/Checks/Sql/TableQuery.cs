using Athanor.Datasets.Checks.Globs;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Checks.Sql;

/// <summary>A query, and the tables it speaks of laid out for it.</summary>
internal sealed class TableQuery : IDisposable
{
    private readonly SqlWorkspace _workspace;
    private readonly SqlTables _tables;
    private readonly SqlRequest _request;
    private readonly TimeProvider _clock;

    private TableQuery(SqlWorkspace workspace, SqlTables tables, SqlRequest request, TimeProvider clock) =>
        (_workspace, _tables, _request, _clock) = (workspace, tables, request, clock);

    /// <summary>The dataset's files that it reads.</summary>
    public IReadOnlyList<string> Files => [.. _tables.Paths.Order(StringComparer.Ordinal)];

    public IReadOnlyList<string> Missing => _tables.Missing;

    public static async Task<TableQuery> PrepareAsync(
        ICheckedTree tree, FileSelection selection, string query, SqlLimits limits, TimeProvider clock, CancellationToken cancellation)
    {
        var workspace = new SqlWorkspace(limits.MaterializedBytes);
        try
        {
            var request = new SqlRequest(query, limits, workspace.SpillFolder);
            var names = (await RunAsync(request with { OnlyTables = true }, clock, cancellation)).Tables!;
            var tables = new SqlTables(selection, workspace);
            await tables.LayOutAsync(tree, names, cancellation);
            return new(workspace, tables, request with { Views = tables.Views, Files = [.. workspace.Files] }, clock);
        }
        catch
        {
            workspace.Dispose();
            throw;
        }
    }

    public async Task<SqlAnswer> ReadAsync(int mostRows, CancellationToken cancellation) => (await RunAsync(_request with { MostRows = mostRows }, _clock, cancellation)).Answer!;

    /// <summary>The answer becomes a file, the only one that can be written.</summary>
    public Task WriteAsync(SqlOutput output, CancellationToken cancellation) =>
        RunAsync(_request with { Output = output, Files = [.. _request.Files, output.Place] }, _clock, cancellation);

    public void Dispose() => _workspace.Dispose();

    private static async Task<SqlResponse> RunAsync(SqlRequest request, TimeProvider clock, CancellationToken cancellation)
    {
        var response = request.Limits.Worker is null ? await SqlEngine.RunAsync(request, clock, cancellation) : await SqlProcess.RunAsync(request, clock, cancellation);
        return response.Problem is { } problem ? throw new ProblemException(problem) : response;
    }
}
