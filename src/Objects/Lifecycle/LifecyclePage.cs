namespace Athanor.Objects.Lifecycle;

/// <summary>Some versions of a bucket, looked at: what is due for them, and where the rest begins.</summary>
internal sealed record LifecyclePage(IReadOnlyList<LifecycleFinding> Findings, int Examined, ScanPosition? Next);
