using Athanor.Benchmarks.Harness;
using Microsoft.Data.Sqlite;

namespace Athanor.Benchmarks.Metadata;

/// <summary>One transaction per write on SQLite with the same pragmas, by the two ways a program without grouping has.</summary>
internal sealed class SqliteReference(string file, ThingRows rows)
{
    public async Task<double> BehindOneLockAsync(int callers, Func<int, Load> load)
    {
        using var connection = Open();
        using var command = Prepare(connection);
        var turn = new Lock();
        return await load(callers).RunOnThreadsAsync(_ =>
        {
            lock (turn) Execute(command);
        });
    }

    public async Task<double> OnOwnConnectionsAsync(int callers, Func<int, Load> load)
    {
        var connections = Enumerable.Range(0, callers).Select(_ => Open()).ToList();
        var commands = connections.ConvertAll(Prepare);
        var perSecond = await load(callers).RunOnThreadsAsync(caller => Execute(commands[caller]));
        connections.ForEach(connection => connection.Dispose());
        return perSecond;
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var pragmas = connection.CreateCommand();
        pragmas.CommandText = "PRAGMA busy_timeout = 20000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -8192";
        pragmas.ExecuteNonQuery();
        return connection;
    }

    private SqliteCommand Prepare(SqliteConnection connection)
    {
        var command = connection.CreateCommand();
        command.CommandText = ThingRows.Insert;
        command.Parameters.AddWithValue("@p0", "");
        command.Parameters.AddWithValue("@p1", 0L);
        command.Parameters.AddWithValue("@p2", rows.Note);
        command.Prepare();
        return command;
    }

    private void Execute(SqliteCommand command)
    {
        var (name, at) = rows.Next();
        (command.Parameters[0].Value, command.Parameters[1].Value) = (name, at);
        command.ExecuteNonQuery();
    }
}
