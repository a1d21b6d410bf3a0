namespace Athanor.Datasets.Loading.Ordering;

/// <summary>A sample by its dataset (where several are mixed) and its number there.</summary>
public readonly record struct SamplePlace(int Part, long Sample);
