namespace Athanor.Jobs.Planning.Queue;

/// <summary>Who came first, where nothing else decides.</summary>
internal readonly record struct Age(DateTimeOffset QueuedAt, long Id) : IComparable<Age>
{
    public int CompareTo(Age other)
    {
        var order = QueuedAt.CompareTo(other.QueuedAt);
        return order != 0 ? order : Id.CompareTo(other.Id);
    }
}
