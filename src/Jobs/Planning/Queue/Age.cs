namespace Athanor.Jobs.Planning.Queue;

/// <summary>Who came first, where nothing else decides.</summary>
internal readonly record struct Age(DateTimeOffset QueuedAt, long Id) : IComparable<Age>
{
    public static Age Of(WaitingJob job) => new(job.QueuedAt, job.Id);

    public int CompareTo(Age other)
    {
        var order = QueuedAt.CompareTo(other.QueuedAt);
        return order != 0 ? order : Id.CompareTo(other.Id);
    }
}
