namespace Athanor.Objects.Usage;

/// <summary>What counts against a project's quota, and the quota.</summary>
public sealed record ProjectUsage(string Name, long Objects, long Bytes, Quota Quota);
