namespace Athanor.Accounting.Model;

/// <summary>What costs are told by.</summary>
public enum CostGrouping
{
    Project,
    Owner,
    Job,
    Node,
}
