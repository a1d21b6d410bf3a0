namespace Athanor.Tracking.Api;

/// <summary>The body of the route is no longer than this; MLflow says so itself, with an answer of its own.</summary>
internal sealed record BatchLimit(int Bytes)
{
    public static BatchLimit OfMlflow { get; } = new(1_000_000);
}
