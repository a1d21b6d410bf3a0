using System.Collections.Concurrent;
using Athanor.Jobs.Model;

namespace Athanor.Jobs.Queue;

/// <summary>
/// The jobs that wait or run, as they stand in the database, so that a decision reads no table of fifty thousand rows. It learns of a change
/// once that is committed; who acts on it checks the version again in a transaction.
/// </summary>
internal sealed class JobTable
{
    private readonly ConcurrentDictionary<long, Job> _active = new();
    private TaskCompletionSource _changed = NewSource();

    public ICollection<Job> Active => _active.Values;

    public int Count => _active.Count;

    public Job? Find(long id) => _active.GetValueOrDefault(id);

    /// <summary>Done at the next change of any job. To be taken before looking, so that none is missed.</summary>
    public Task NextChange => Volatile.Read(ref _changed).Task;

    public void Remember(Job job)
    {
        if (JobMoves.IsOver(job.State)) _active.TryRemove(job.Id, out _);
        else _active.AddOrUpdate(job.Id, job, (_, known) => known.Version > job.Version ? known : job);
    }

    public void Announce() => Interlocked.Exchange(ref _changed, NewSource()).TrySetResult();

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
