using Athanor.Foundation.Journal;
using Athanor.Foundation.Problems;

namespace Athanor.Foundation.Databases;

/// <summary>
/// One thread that writes. While it waits for the disk, changes queue up; the next transaction takes them all, so the price of
/// an fsync is shared by everyone who waited for it. Each change stands in a savepoint of its own and can fail alone.
/// </summary>
internal sealed class GroupCommit : IDisposable
{
    // A group is bounded so that its first caller never waits for the last of a flood.
    private const int MaximumGroup = 512;
    private const int MaximumWaiting = 8192;

    private readonly IDatabaseEngine _engine;
    private readonly TimeProvider _clock;
    private readonly Action<long> _factsCommitted;
    private readonly Queue<PendingChange> _waiting = [];
    private readonly SemaphoreSlim _room = new(MaximumWaiting);
    private readonly Thread _thread;
    private WriteSession? _session;
    private bool _stopping;

    public GroupCommit(IDatabaseEngine engine, TimeProvider clock, Action<long> factsCommitted)
    {
        _engine = engine;
        _clock = clock;
        _factsCommitted = factsCommitted;
        _thread = new Thread(Run) { IsBackground = true, Name = "group commit" };
        _thread.Start();
    }

    public async Task<T> WriteAsync<T>(Func<WriteSession, T> change, CancellationToken cancellation)
    {
        await _room.WaitAsync(cancellation);
        try
        {
            var pending = new PendingChange<T>(change, cancellation);
            Enqueue(pending);
            return await pending.Answer;
        }
        finally
        {
            _room.Release();
        }
    }

    /// <summary>Commits what is waiting, then ends.</summary>
    public void Dispose()
    {
        lock (_waiting)
        {
            _stopping = true;
            Monitor.Pulse(_waiting);
        }
        _thread.Join();
        DropSession();
    }

    private void Enqueue(PendingChange change)
    {
        lock (_waiting)
        {
            if (_stopping) throw new ProblemException(DatabaseProblems.Stopping);
            _waiting.Enqueue(change);
            Monitor.Pulse(_waiting);
        }
    }

    private void Run()
    {
        while (TakeGroup() is { Count: > 0 } group) Commit(group);
    }

    private List<PendingChange> TakeGroup()
    {
        lock (_waiting)
        {
            while (_waiting.Count == 0 && !_stopping) Monitor.Wait(_waiting);

            var group = new List<PendingChange>(Math.Min(_waiting.Count, MaximumGroup));
            while (group.Count < MaximumGroup && _waiting.TryDequeue(out var change)) group.Add(change);
            return group;
        }
    }

    private void Commit(List<PendingChange> group)
    {
        var committing = false;
        var start = _clock.GetTimestamp();
        try
        {
            CommitTogether(group, ref committing);
        }
        catch (Exception failure)
        {
            DatabaseMetrics.FailedGroups.Add(1);
            DropSession();
            TakeApart(group, _engine.Explain(failure, committing));
            return;
        }
        DatabaseMetrics.GroupSize.Record(group.Count);
        DatabaseMetrics.GroupDuration.Record(_clock.GetElapsedTime(start).TotalSeconds);
        foreach (var change in group) change.Finish();
    }

    private void CommitTogether(List<PendingChange> group, ref bool committing)
    {
        var session = BeginGroup();
        var facts = new List<RecordedFact>(group.Count);
        foreach (var change in group) facts.AddRange(change.Apply(session, failure => _engine.Explain(failure, committing: false)));
        var head = JournalTable.Append(session, facts, _clock.GetUtcNow());

        committing = true;
        session.Send("COMMIT");
        if (head is not null) _factsCommitted(head.Sequence);
    }

    /// <summary>The engine ended the transaction of all, perhaps for the sake of one: let each try alone, and only the culprit fails.</summary>
    private void TakeApart(List<PendingChange> group, Exception reason)
    {
        var isOutage = reason is ProblemException { Problem.Status: 503 };
        foreach (var change in group)
        {
            if (group.Count > 1 && !isOutage) Commit([change]);
            else change.Fail(reason);
        }
    }

    private WriteSession BeginGroup()
    {
        var isFresh = _session is null;
        try
        {
            return Begin(_session ??= new(_engine.Open(forWriting: true), _engine.AnswersLocally));
        }
        catch (Exception) when (!isFresh)
        {
            // A connection that idled may have been closed by the other side; nothing has been done on it yet.
            DropSession();
            return Begin(_session = new(_engine.Open(forWriting: true), _engine.AnswersLocally));
        }
    }

    private WriteSession Begin(WriteSession session)
    {
        foreach (var statement in _engine.BeginGroup) session.Send(statement);
        return session;
    }

    private void DropSession()
    {
        _session?.Dispose();
        _session = null;
    }
}
