using System.Runtime.InteropServices;
using Athanor.Datasets.Loading.Sources;

namespace Athanor.Datasets.Loading.Reading;

/// <summary>
/// How the files of a stretch are read: in the order in which the source has them, so that a disk moves in one direction, and
/// with what is between two neighbours where reading on costs less than reading twice.
/// </summary>
internal sealed class StretchLayout
{
    // A header and the padding before it, as tars have them.
    private const int LargestGap = 1 << 10;

    private readonly int[] _order;
    private readonly int[] _files;
    private readonly (int Run, int Start, int Length)[] _contents;
    private readonly List<FileRun> _runs;

    public StretchLayout(SampleSet set, IReadOnlyList<PlannedSample> samples)
    {
        var parts = Gather(set, samples, out _files);
        _order = Sort(parts, _files);
        _contents = new (int, int, int)[_files.Length];
        _runs = new(samples.Count);
        var sorted = new int[_files.Length];
        for (var at = 0; at < _order.Length; at++)
        {
            sorted[at] = _files[_order[at]];
            Place(set.SourceOf(new(parts[_order[at]], 0)), at, sorted[at]);
        }
        Sorted = sorted;
    }

    /// <summary>What is to be read or mapped, each run at once; those of one source follow each other.</summary>
    public ReadOnlySpan<FileRun> Runs => CollectionsMarshal.AsSpan(_runs);

    /// <summary>The files in the order in which they are read; runs take them from here.</summary>
    public ReadOnlyMemory<int> Sorted { get; }

    /// <summary>What the runs take that have to be read.</summary>
    public int BytesToRead { get; private set; }

    public int Count => _files.Length;

    /// <summary>A file and where in which run its bytes are, counted as the samples have them.</summary>
    public (int File, int Run, int Start, int Length) this[int field] => (_files[field], _contents[field].Run, _contents[field].Start, _contents[field].Length);

    private static int[] Gather(SampleSet set, IReadOnlyList<PlannedSample> samples, out int[] files)
    {
        var count = 0;
        foreach (var sample in samples) count += set.FilesOf(sample.Place).Length;
        (var parts, files, var at) = (new int[count], new int[count], 0);
        foreach (var sample in samples)
        {
            foreach (var file in set.FilesOf(sample.Place)) (parts[at], files[at++]) = (sample.Place.Part, file);
        }
        return parts;
    }

    private static int[] Sort(int[] parts, int[] files)
    {
        var (keys, order) = (new long[files.Length], new int[files.Length]);
        for (var at = 0; at < keys.Length; at++) (keys[at], order[at]) = (((long)parts[at] << 32) | (uint)files[at], at);
        Array.Sort(keys, order);
        return order;
    }

    private void Place(ISampleSource source, int at, int file)
    {
        var place = source.PlaceOf(file);
        if (place.Size == 0) return;
        if (_runs.Count > 0 && _runs[^1] is var last && last.IsContinuedBy(source, place, LargestGap)) _runs[^1] = last with { Files = at + 1 - last.First, End = place.End };
        else _runs.Add(new(source, place.Store, place.Offset, place.End, source is IMappedSource mapped && mapped.IsMapped(place.Store), BytesToRead, at, 1));
        var run = _runs[^1];
        _contents[_order[at]] = (_runs.Count - 1, (int)(place.Offset - run.Offset), (int)place.Size);
        if (!run.IsMapped) BytesToRead = run.Start + run.Length;
    }
}
