namespace Athanor.Tracking.LoggedModels;

/// <summary>One term of an order; where it is a metric, as it was measured on a dataset, if one is named.</summary>
public sealed record LoggedModelOrder(string Field, bool IsAscending)
{
    public DatasetName? Dataset { get; init; }
}
