using System.Collections.Concurrent;
using Athanor.Jobs.Model;

namespace Athanor.Jobs.Queue;

/// <summary>
/// The jobs that wait or run, as they stand in the database, so that a decision reads no table of fifty thousand rows. It learns of a change
/// once that is committed; who acts on it checks the version again in a transaction.
/// </summary>
internal sealed class JobTable
{
    // News is late by milliseconds; this many jobs do not end in that time.
    private const int EndsKept = 10_000;

    private readonly ConcurrentDictionary<long, Job> _active = new();
    private readonly Dictionary<long, long> _ended = [];
    private readonly Queue<long> _endedInOrder = [];
    private TaskCompletionSource _changed = NewSource();

    public ICollection<Job> Active => _active.Values;

    public int Count => _active.Count;

    public Job? Find(long id) => _active.GetValueOrDefault(id);

    /// <summary>Done at the next change of any job. To be taken before looking, so that none is missed.</summary>
    public Task NextChange => Volatile.Read(ref _changed).Task;

    /// <summary>Changes of one job may be told in another order than they were made: the older one is passed over, even where the job is over by then.</summary>
    public void Remember(Job job)
    {
        lock (_ended)
        {
            if (_ended.TryGetValue(job.Id, out var end) && end >= job.Version) return;
            if (JobMoves.IsOver(job.State)) Forget(job);
            else _active.AddOrUpdate(job.Id, job, (_, known) => known.Version > job.Version ? known : job);
        }
    }

    public void Announce() => Interlocked.Exchange(ref _changed, NewSource()).TrySetResult();

    private void Forget(Job job)
    {
        _active.TryRemove(job.Id, out _);
        if (_ended.TryAdd(job.Id, job.Version)) _endedInOrder.Enqueue(job.Id);
        else _ended[job.Id] = job.Version;
        if (_endedInOrder.Count > EndsKept) _ended.Remove(_endedInOrder.Dequeue());
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
