using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Checks.Sql;

/// <summary>Runs a request in this process, on a thread of its own.</summary>
internal static class SqlEngine
{
    private const string Answer = "answer of the query";

    public static async Task<SqlResponse> RunAsync(SqlRequest request, TimeProvider clock, CancellationToken cancellation)
    {
        using var session = SqlSession.Open(request.Limits, request.SpillFolder);
        await using var watch = session.Watch(clock, cancellation);
        try
        {
            return await Task.Run(() => Run(session, request), cancellation);
        }
        catch (ProblemException failure)
        {
            cancellation.ThrowIfCancellationRequested();
            return new(Problem: failure.Problem);
        }
    }

    private static SqlResponse Run(SqlSession session, SqlRequest request)
    {
        if (request.OnlyTables) return new(Tables: session.TablesOf(request.Query));
        session.LockTo(request.Files);
        foreach (var view in request.Views) session.Execute($"CREATE VIEW {SqlText.Name(view.Table)} AS SELECT {view.Source}");
        session.Define(Answer, request.Query);
        if (request.Output is not { } output) return new(Answer: session.Read(Answer, request.MostRows));
        session.Execute($"COPY (SELECT * FROM {SqlText.Name(Answer)}) TO {SqlText.Quote(output.Place)} ({output.Format})");
        return new();
    }
}
