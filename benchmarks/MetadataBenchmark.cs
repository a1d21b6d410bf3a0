using System.Diagnostics;
using Athanor.Conformance.Engines;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Databases.Migrations;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Athanor.Benchmarks;

/// <summary>
/// Durable single-row writes per second: our grouped commits against one transaction per write on the same engine, disk, pragmas and
/// row, taken in turns within the same run. SQLite's reference is the faster of one connection behind a lock and one connection per thread.
/// </summary>
public sealed class MetadataBenchmark(string folder)
{
    private const int Repetitions = 5;
    private const string Insert = "INSERT INTO things (name, at, note) VALUES (@p0, @p1, @p2)";
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(800);
    private static readonly int[] CallerCounts = [1, 16, 64];
    private static readonly string Note = new('x', 100);

    private static readonly IReadOnlyList<Migration> Tables =
    [
        .. Migration.Of("foundation", typeof(Database).Assembly),
        new("things", 1, "things", "CREATE TABLE things (name TEXT PRIMARY KEY, at INTEGER NOT NULL, note TEXT NOT NULL) STRICT;"),
    ];

    private long _next;

    public async Task<IReadOnlyList<MetadataFigure>> RunAsync(CancellationToken cancellation)
    {
        var place = Directory.CreateDirectory(Path.Combine(folder, $"athanor-benchmark-{Environment.ProcessId}"));
        try
        {
            List<MetadataFigure> figures = [.. await RunSqliteAsync(place.FullName, cancellation)];
            if (PostgresServer.Binaries is not null) figures.AddRange(await RunPostgresAsync(cancellation));
            return figures;
        }
        finally
        {
            place.Delete(recursive: true);
        }
    }

    private async Task<List<MetadataFigure>> RunSqliteAsync(string place, CancellationToken cancellation)
    {
        await using var database = DatabaseOpener.Open(new(), place, Tables, TimeProvider.System);
        var file = Path.Combine(place, DatabaseOpener.FileName);
        return await CompareAsync(
            "SQLite",
            callers => WithGroupsAsync(database, callers, cancellation),
            new()
            {
                ["one connection behind a lock"] = callers => Task.Run(() => WithOneConnection(file, callers), cancellation),
                ["a connection per thread"] = callers => Task.Run(() => WithOwnConnections(file, callers), cancellation),
            });
    }

    private async Task<List<MetadataFigure>> RunPostgresAsync(CancellationToken cancellation)
    {
        await using var server = await PostgresServer.StartNewAsync(folder, isDurable: true, cancellation);
        await using var database = DatabaseOpener.Open(new() { Url = server.Url("postgres") }, folder, Tables, TimeProvider.System);
        return await CompareAsync(
            "PostgreSQL",
            callers => WithGroupsAsync(database, callers, cancellation),
            new() { ["a connection per caller"] = callers => WithPostgresConnectionsAsync(server, callers, cancellation) });
    }

    private static async Task<List<MetadataFigure>> CompareAsync(string engine, Func<int, Task<double>> grouped, Dictionary<string, Func<int, Task<double>>> references)
    {
        var figures = new List<MetadataFigure>();
        foreach (var callers in CallerCounts)
        {
            var ours = new List<double>();
            var theirs = references.ToDictionary(reference => reference.Key, _ => new List<double>());
            await grouped(callers);
            for (var repetition = 0; repetition < Repetitions; repetition++)
            {
                ours.Add(await grouped(callers));
                foreach (var (name, measure) in references) theirs[name].Add(await measure(callers));
            }
            var (fastest, samples) = theirs.MaxBy(reference => Median(reference.Value));
            figures.Add(new(engine, callers, Median(ours), Median(samples), fastest));
        }
        return figures;
    }

    private Task<double> WithGroupsAsync(Database database, int callers, CancellationToken cancellation) => CountAsync(callers, async () =>
    {
        var (name, at) = NextRow();
        await database.WriteAsync(session => session.Execute($"INSERT INTO things (name, at, note) VALUES ({name}, {at}, {Note})"), cancellation);
    });

    private async Task<double> WithPostgresConnectionsAsync(PostgresServer server, int callers, CancellationToken cancellation)
    {
        var address = new Uri(server.Url("postgres"));
        await using var source = NpgsqlDataSource.Create($"Host={address.Host};Port={address.Port};Username=athanor;Database=postgres;Maximum Pool Size={callers}");
        var commands = new List<NpgsqlCommand>();
        for (var caller = 0; caller < callers; caller++)
        {
            var command = new NpgsqlCommand(Insert, await source.OpenConnectionAsync(cancellation)) { Parameters = { new("p0", ""), new("p1", (object)0L), new("p2", Note) } };
            await command.PrepareAsync(cancellation);
            commands.Add(command);
        }

        var perSecond = await CountAsync(callers, async caller =>
        {
            var (name, at) = NextRow();
            (commands[caller].Parameters[0].Value, commands[caller].Parameters[1].Value) = (name, at);
            await commands[caller].ExecuteNonQueryAsync(cancellation);
        });
        foreach (var command in commands) await command.Connection!.DisposeAsync();
        return perSecond;
    }

    private double WithOneConnection(string file, int callers)
    {
        using var connection = OpenSqlite(file);
        using var command = Prepare(connection);
        var turn = new Lock();
        return CountOnThreads(callers, _ =>
        {
            lock (turn) Execute(command);
        });
    }

    private double WithOwnConnections(string file, int callers)
    {
        var connections = Enumerable.Range(0, callers).Select(_ => OpenSqlite(file)).ToList();
        var commands = connections.ConvertAll(Prepare);
        var perSecond = CountOnThreads(callers, caller => Execute(commands[caller]));
        foreach (var connection in connections) connection.Dispose();
        return perSecond;
    }

    private void Execute(SqliteCommand command)
    {
        var (name, at) = NextRow();
        (command.Parameters[0].Value, command.Parameters[1].Value) = (name, at);
        command.ExecuteNonQuery();
    }

    private static SqliteConnection OpenSqlite(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var pragmas = connection.CreateCommand();
        pragmas.CommandText = "PRAGMA busy_timeout = 20000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -8192";
        pragmas.ExecuteNonQuery();
        return connection;
    }

    private static SqliteCommand Prepare(SqliteConnection connection)
    {
        var command = connection.CreateCommand();
        command.CommandText = Insert;
        foreach (var (name, value) in new (string, object)[] { ("@p0", ""), ("@p1", 0L), ("@p2", Note) }) command.Parameters.AddWithValue(name, value);
        command.Prepare();
        return command;
    }

    private (string Name, long At) NextRow()
    {
        var number = Interlocked.Increment(ref _next);
        return ($"thing-{number:0000000000}", number);
    }

    private static Task<double> CountAsync(int callers, Func<Task> write) => CountAsync(callers, _ => write());

    private static async Task<double> CountAsync(int callers, Func<int, Task> write)
    {
        var written = new long[callers];
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            for (; watch.Elapsed < Window; written[caller]++) await write(caller);
        })));
        return written.Sum() / watch.Elapsed.TotalSeconds;
    }

    private static double CountOnThreads(int callers, Action<int> write)
    {
        var written = new long[callers];
        var watch = Stopwatch.StartNew();
        var threads = Enumerable.Range(0, callers).Select(caller => new Thread(() =>
        {
            for (; watch.Elapsed < Window; written[caller]++) write(caller);
        })).ToList();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        return written.Sum() / watch.Elapsed.TotalSeconds;
    }

    private static double Median(List<double> samples) => samples.Order().ElementAt(samples.Count / 2);
}
