using Athanor.Datasets.Loading.Sources;

namespace Athanor.Datasets.Loading.Reading;

/// <summary>A file of a sample: what its name says after the first dot, and its bytes.</summary>
public readonly record struct SampleField(string Name, SourceFile File, ReadOnlyMemory<byte> Content);
