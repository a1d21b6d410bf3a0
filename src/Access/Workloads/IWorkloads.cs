namespace Athanor.Access.Workloads;

/// <summary>Knows what runs at this moment. Whoever starts things in the name of others answers this.</summary>
public interface IWorkloads
{
    /// <summary>Null once it has ended: its key is then worth nothing.</summary>
    ValueTask<Workload?> FindAsync(long number, int attempt, CancellationToken cancellation);
}
