namespace Athanor.Tracking.Registry.Signing;

/// <summary>What is not as it was signed: a file that is changed, missing, or added, or the manifest itself.</summary>
public sealed record FileFinding(string Path, string What);
