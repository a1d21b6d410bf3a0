using Athanor.Datasets.Loading.Ordering;

namespace Athanor.Datasets.Loading.Reading;

/// <summary>A sample that will be read, and the position at which to go on after it.</summary>
internal readonly record struct PlannedSample(long Position, SamplePlace Place, long Size, long Next);
