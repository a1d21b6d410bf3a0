namespace Athanor.Jobs.Model;

/// <summary>How often a job is tried again, and how long it waits before: twice as long each time, up to the maximum.</summary>
public sealed record RetryRule(int Limit, TimeSpan Backoff, TimeSpan MaximumBackoff)
{
    public static RetryRule Never { get; } = new(0, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));

    /// <summary>Before the attempt with this number; the second is the first that waits.</summary>
    public TimeSpan Before(int attempt) => attempt < 2 ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(Backoff.TotalSeconds * Math.Pow(2, attempt - 2), MaximumBackoff.TotalSeconds));
}
