using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using Athanor.Foundation.Databases.Migrations;
using Athanor.Foundation.Journal;
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
    private readonly ReaderThreads _threads = new(MaximumReaders);
    private TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _lastFact;
    private int _stopping;

    private Database(IDatabaseEngine engine, TimeProvider clock, ChainHead head)
    {
        _engine = engine;
        _clock = clock;
        _lastFact = head.Sequence;
        _writer = new GroupCommit(engine, clock, FactsCommitted);
    }

    public string Description => _engine.Description;

    internal IDatabaseEngine Engine => _engine;

    public long LastFact => Volatile.Read(ref _lastFact);

    /// <summary>Opens the engine, brings its tables up to date, and refuses a database that is damaged or newer than this program.</summary>
    internal static Database Open(IDatabaseEngine engine, IReadOnlyList<Migration> migrations, TimeProvider clock)
    {
        try
        {
            using var session = new WriteSession(engine.Open(forWriting: true), engine.AnswersLocally);
            Migrator.Apply(engine, session, migrations, clock);
            var head = engine.HasTable(session, "journal_head") ? JournalTable.ReadHead(session) : ChainHead.Empty;
            return new Database(engine, clock, head);
        }
        catch (Exception failure)
        {
            engine.Dispose();
            var reason = engine.Explain(failure, committing: false);
            if (reason == failure) throw;
            throw reason;
        }
    }

    /// <summary>Opens without touching the tables, whichever version made them.</summary>
    internal static Database OpenAsItIs(IDatabaseEngine engine, TimeProvider clock) => new(engine, clock, ChainHead.Empty);

    public async Task<T> ReadAsync<T>(Func<ReadSession, T> question, CancellationToken cancellation)
    {
        await _readers.WaitAsync(cancellation);
        try
        {
            if (Volatile.Read(ref _stopping) == 1) throw new ProblemException(DatabaseProblems.Stopping);
            return _engine.AnswersLocally ? Read(question) : await _threads.RunAsync(() => Read(question));
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
            // Another server on the same database tells us nothing: look for what it has written.
            var head = await ReadAsync(JournalTable.ReadHead, cancellation);
            if (head.Sequence > LastFact) FactsCommitted(head.Sequence);
        }
    }

    /// <summary>Commits the changes that wait, lets running questions end, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _stopping, 1) == 1) return;

        await Task.Run(_writer.Dispose);
        for (var reader = 0; reader < MaximumReaders; reader++) await _readers.WaitAsync();
        _threads.Dispose();
        foreach (var session in _idle) session.Dispose();
        _engine.Dispose();
        _readers.Release(MaximumReaders);
    }

    private T Read<T>(Func<ReadSession, T> question)
    {
        if (TakeIdle() is { } idle)
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

    private ReadSession? TakeIdle()
    {
        while (_idle.TryTake(out var session))
        {
            if (session.Connection.State == ConnectionState.Open) return session;
            session.Dispose();
        }
        return null;
    }

    private T ReadWith<T>(ReadSession session, Func<ReadSession, T> question)
    {
        try
        {
            session.BeginSnapshot(_engine.BeginSnapshot);
            var answer = question(session);
            session.ThrowIfRefused();
            Keep(session);
            return answer;
        }
        catch (DbException failure)
        {
            session.Dispose();
            var reason = _engine.Explain(failure, committing: false);
            if (reason == failure) throw;
            throw reason;
        }
        catch (Exception)
        {
            KeepIfSound(session);
            throw;
        }
    }

    private void Keep(ReadSession session)
    {
        session.EndSnapshot();
        _idle.Add(session);
    }

    // A question may answer with a problem of its own, such as that there is no such thing: the connection is as good as before.
    private void KeepIfSound(ReadSession session)
    {
        try
        {
            Keep(session);
        }
        catch (Exception)
        {
            session.Dispose();
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
        Advance(sequence);
        Interlocked.Exchange(ref _moved, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    // The writer and those who look for the facts of others both come here, in any order.
    private void Advance(long sequence)
    {
        for (var known = LastFact; known < sequence;)
        {
            var found = Interlocked.CompareExchange(ref _lastFact, sequence, known);
            if (found == known) return;
            known = found;
        }
    }
}
