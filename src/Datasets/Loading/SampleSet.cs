using System.Runtime.CompilerServices;
using Athanor.Datasets.Loading.Ordering;
using Athanor.Datasets.Loading.Reading;
using Athanor.Datasets.Loading.Sources;

namespace Athanor.Datasets.Loading;

/// <summary>What readers read: the samples of one dataset or of several, in all their epochs. Any number of readers share it.</summary>
public sealed class SampleSet
{
    // Sources that are opened once and read by many are indexed once.
    private static readonly ConditionalWeakTable<ISampleSource, SampleIndex> Indexes = [];

    private readonly IReadOnlyList<ISampleSource> _sources;
    private readonly IReadOnlyList<SampleIndex> _indexes;

    private SampleSet(IReadOnlyList<ISampleSource> sources, Mixture mixture, ulong seed, Shuffle shuffle)
    {
        _sources = sources;
        _indexes = [.. sources.Select(source => Indexes.GetValue(source, SampleIndex.Of))];
        StretchSize = sources.All(source => source is IMappedSource) ? StretchSize.Mapped : StretchSize.Copied;
        Sequence = new(mixture, [.. _indexes.Select((index, part) => new SampleOrder(index.Count, seed + (ulong)part, shuffle))]);
    }

    public SampleSequence Sequence { get; }

    public static SampleSet Of(ISampleSource source, ulong seed, Shuffle shuffle) => new([source], new(1), seed, shuffle);

    public static SampleSet Mix(IReadOnlyList<(ISampleSource Source, long Weight)> parts, ulong seed, Shuffle shuffle) =>
        new([.. parts.Select(part => part.Source)], new([.. parts.Select(part => part.Weight)]), seed, shuffle);

    internal StretchSize StretchSize { get; }

    internal ISampleSource SourceOf(SamplePlace place) => _sources[place.Part];

    internal ReadOnlySpan<int> FilesOf(SamplePlace place) => _indexes[place.Part].FilesOf(place.Sample);

    /// <summary>Which sample each file of one of the sources belongs to.</summary>
    internal SamplePlace[] SamplesOf(ISampleSource source)
    {
        var part = Enumerable.Range(0, _sources.Count).First(part => ReferenceEquals(_sources[part], source));
        var samples = new SamplePlace[source.Count];
        for (var sample = 0; sample < _indexes[part].Count; sample++)
            foreach (var file in _indexes[part].FilesOf(sample)) samples[file] = new(part, sample);
        return samples;
    }

    internal string KeyOf(SamplePlace place) => SampleKey.Of(SourceOf(place)[FilesOf(place)[0]].Path.Value).ToString();

    internal long SizeOf(SamplePlace place)
    {
        var size = 0L;
        foreach (var file in FilesOf(place)) size += _sources[place.Part].SizeOf(file);
        return size;
    }
}
