using System.Collections.Concurrent;
using Athanor.Foundation.Databases.Migrations;
using Athanor.Foundation.Problems;

namespace Athanor.Foundation.Databases;

/// <summary>Thread-safe. Readers have connections of their own, so they never wait for the one that writes.</summary>
public sealed class Database : IDatabase
{
    private const int MaximumReaders = 16;
    private static readonly TimeSpan FactsOfOthers = TimeSpan.FromSeconds(1);

    private readonly IDatabaseEngine _engine;
    private readonly GroupCommit _writer;
    private readonly TimeProvider _clock;
    private readonly ConcurrentBag<ReadSession> _idle = [];
    private readonly SemaphoreSlim _readers = new(MaximumReaders);
    private TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _lastFact;

    private Database(IDatabaseEngine engine, TimeProvider clock)
    {
        _engine = engine;
        _clock = clock;
        _writer = new GroupCommit(engine, clock, FactsCommitted);
    }

    public string Description => _engine.Description;

    public long LastFact => Volatile.Read(ref _lastFact);

    /// <summary>Opens the engine, brings its tables up to date, and refuses a database that is damaged or newer than this program.</summary>
    internal static Database Open(IDatabaseEngine engine, IReadOnlyList<Migration> migrations, TimeProvider clock)
    {
        try
        {
            using (var session = new WriteSession(engine.Open(forWriting: true))) Migrator.Apply(engine, session, migrations, clock);
            return new Database(engine, clock);
        }
        catch (Exception failure)
        {
            engine.Dispose();
            var reason = engine.Explain(failure, committing: false);
            if (reason == failure) throw;
            throw reason;
        }
    }

    public async Task<T> ReadAsync<T>(Func<ReadSession, T> question, CancellationToken cancellation)
    {
        await _readers.WaitAsync(cancellation);
        try
        {
            return _engine.AnswersLocally ? Read(question) : await Task.Run(() => Read(question), cancellation);
        }
        finally
        {
            _readers.Release();
        }
    }

    public Task<T> WriteAsync<T>(Func<WriteSession, T> change, CancellationToken cancellation) => _writer.WriteAsync(change, cancellation);

    public async Task WaitForFactsAsync(long sequence, CancellationToken cancellation)
    {
        var moved = Volatile.Read(ref _moved).Task;
        if (LastFact > sequence) return;

        try
        {
            await moved.WaitAsync(FactsOfOthers, _clock, cancellation);
        }
        catch (TimeoutException)
        {
            // Another server on the same database tells us nothing: the caller looks for itself.
        }
    }

    public ValueTask DisposeAsync()
    {
        _writer.Dispose();
        foreach (var session in _idle) session.Dispose();
        _engine.Dispose();
        _readers.Dispose();
        return ValueTask.CompletedTask;
    }

    private T Read<T>(Func<ReadSession, T> question)
    {
        if (_idle.TryTake(out var idle))
        {
            try
            {
                return ReadWith(idle, question);
            }
            catch (ProblemException problem) when (problem.Problem.Status == 503)
            {
                // The idle connection was stale. A read changes nothing, so a fresh one may ask again.
            }
        }
        return ReadWith(OpenReader(), question);
    }

    private T ReadWith<T>(ReadSession session, Func<ReadSession, T> question)
    {
        try
        {
            session.Defer(_engine.BeginSnapshot);
            var answer = question(session);
            session.EndSnapshot();
            _idle.Add(session);
            return answer;
        }
        catch (Exception failure)
        {
            session.Dispose();
            var reason = _engine.Explain(failure, committing: false);
            if (reason == failure) throw;
            throw reason;
        }
    }

    private ReadSession OpenReader()
    {
        try
        {
            return new ReadSession(_engine.Open(forWriting: false));
        }
        catch (Exception failure)
        {
            var reason = _engine.Explain(failure, committing: false);
            if (reason == failure) throw;
            throw reason;
        }
    }

    private void FactsCommitted(long sequence)
    {
        Volatile.Write(ref _lastFact, sequence);
        Interlocked.Exchange(ref _moved, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }
}
