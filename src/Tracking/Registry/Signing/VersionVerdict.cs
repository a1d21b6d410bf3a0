namespace Athanor.Tracking.Registry.Signing;

public sealed record VersionVerdict(string Model, long Version, string Key, int Files, IReadOnlyList<FileFinding> Findings)
{
    public bool IsWhole => Findings.Count == 0;
}
