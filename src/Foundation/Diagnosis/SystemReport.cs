namespace Athanor.Foundation.Diagnosis;

/// <summary>All findings, in the order a person reads them.</summary>
public sealed record SystemReport(DateTimeOffset Time, IReadOnlyList<Finding> Findings)
{
    public FindingState Worst => Findings.Count == 0 ? FindingState.Ok : Findings.Max(finding => finding.State);
}
