using Athanor.Jobs.Planning.Capacity;

namespace Athanor.Jobs.Planning.Queue;

/// <summary>A quota that is kept for a job which waits for it: what runs beyond that time must leave room for that job.</summary>
internal sealed record QuotaHold(long Job, long From)
{
    /// <summary>What the quota has beside that job at that time.</summary>
    public Amounts Left { get; set; }
}
