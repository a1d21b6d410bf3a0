namespace Athanor.Objects.Lifecycle;

/// <summary>Something that a rule would do now; <see cref="Version"/> is the upload where <see cref="Action"/> is "abort".</summary>
public sealed record LifecycleExample(string Action, string Key, string Version, long Bytes, DateTimeOffset Since, string? Rule);
