using System.Collections.Concurrent;
using Athanor.Conformance;
using Athanor.Conformance.Engines;
using Athanor.Foundation.Databases.Migrations;
using Athanor.Foundation.Journal;
using Athanor.Foundation.Problems;

namespace Athanor.Foundation.Databases;

public sealed class PostgresOutageTests
{
    private static readonly IReadOnlyList<Migration> Tables =
    [
        .. Migration.Of("foundation", typeof(Database).Assembly),
        new("things", 1, "things", "CREATE TABLE things (name TEXT PRIMARY KEY) STRICT;"),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_dies_under_load_costs_503_and_no_acknowledged_row_and_needs_nobody_to_recover()
    {
        if (PostgresServer.Binaries is null) Requirement.Missing("PostgreSQL is not installed (Debian: apt-get install postgresql).");
        await using var server = await PostgresServer.StartNewAsync(Path.GetTempPath(), isDurable: false, Cancellation);
        await using var database = DatabaseOpener.Open(new() { Url = server.Url("postgres") }, "", Tables, TimeProvider.System);
        var (acknowledged, failures) = (new ConcurrentBag<string>(), new ConcurrentBag<Exception>());
        using var load = new Load(database, acknowledged, failures);

        for (var outage = 0; outage < 3; outage++)
        {
            await load.UntilAsync(() => acknowledged.Count, Cancellation);
            await server.StopAtOnceAsync(Cancellation);
            await load.UntilAsync(() => failures.Count, Cancellation);
            await server.StartAsync(Cancellation);
        }
        await load.UntilAsync(() => acknowledged.Count, Cancellation);
        await load.StopAsync();

        Assert.All(failures, failure => Assert.Equal(503, Assert.IsType<ProblemException>(failure).Problem.Status));
        var stored = await database.ReadAsync(session => session.Query($"SELECT name FROM things", row => row.Text(0)), Cancellation);
        Assert.Empty(acknowledged.Except(stored));
        var verdict = await new JournalReader(database).VerifyAsync(anchor: null, progress: null, Cancellation);
        Assert.Equal((true, stored.Count), (verdict.IsWhole, verdict.Facts));
    }

    [Fact]
    public void A_server_that_is_not_there_is_unavailable()
    {
        var problem = Assert.Throws<ProblemException>(() => DatabaseOpener.Open(new() { Url = "postgres://athanor:s3same@127.0.0.1:1/athanor" }, "", Tables, TimeProvider.System)).Problem;

        Assert.Equal(("database/unavailable", 503), (problem.Code, problem.Status));
        Assert.DoesNotContain("s3same", problem.Detail, StringComparison.Ordinal);
    }

    [Theory, InlineData("postgres://u:s3same@host:port/x"), InlineData("Host=x;Pasword=s3same"), InlineData("postgres://u:s3same@host/x?nonsense=1")]
    public void An_address_that_cannot_be_read_is_refused_without_repeating_it(string url)
    {
        var failure = Assert.Throws<ProblemException>(() => DatabaseOpener.Open(new() { Url = url }, "", Tables, TimeProvider.System));

        Assert.Equal("database/bad-url", failure.Problem.Code);
        Assert.DoesNotContain("s3same", failure.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Callers who write one row after another, and note what became of each.</summary>
    private sealed class Load : IDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _callers;
        private TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _next;

        public Load(Database database, ConcurrentBag<string> acknowledged, ConcurrentBag<Exception> failures) =>
            _callers = Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => WriteAsync(database, acknowledged, failures))));

        /// <summary>Waits until fifty more have been counted.</summary>
        public async Task UntilAsync(Func<int> count, CancellationToken cancellation)
        {
            for (var start = count(); count() < start + 50;)
            {
                var moved = Volatile.Read(ref _moved).Task;
                if (count() < start + 50) await moved.WaitAsync(cancellation);
            }
        }

        public async Task StopAsync()
        {
            await _stop.CancelAsync();
            await _callers;
        }

        public void Dispose()
        {
            _stop.Cancel();
            _callers.ContinueWith(_ => _stop.Dispose(), TaskScheduler.Default);
        }

        private async Task WriteAsync(Database database, ConcurrentBag<string> acknowledged, ConcurrentBag<Exception> failures)
        {
            while (!_stop.IsCancellationRequested)
            {
                var name = $"{Interlocked.Increment(ref _next)}";
                try
                {
                    await database.WriteAsync(
                        session =>
                        {
                            session.Execute($"INSERT INTO things (name) VALUES ({name})");
                            session.Record(new("tester", "thing.added", new("thing", name)));
                        },
                        CancellationToken.None);
                    acknowledged.Add(name);
                    await database.ReadAsync(session => session.Exists($"SELECT 1 FROM things WHERE name = {name}"), CancellationToken.None);
                }
                catch (Exception failure)
                {
                    failures.Add(failure);
                }
                Interlocked.Exchange(ref _moved, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
            }
        }
    }
}
