namespace Athanor.Tracking.Artifacts;

/// <summary>An upload that waits for its parts, and the address for each of them.</summary>
public sealed record PartsUpload(string Id, IReadOnlyList<Uri> Addresses);
