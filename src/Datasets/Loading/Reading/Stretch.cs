using Athanor.Datasets.Loading.Sources;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Loading.Reading;

/// <summary>
/// Some samples that follow each other in the order, read together into one piece of memory: alone they would be too small to be worth a
/// hand-over between threads. Files are read in the order in which the source has them, so that a disk moves in one direction.
/// </summary>
internal sealed class Stretch(SampleSet set, IReadOnlyList<PlannedSample> samples, long bytes, long mostBytes)
{
    private readonly record struct Read(ISampleSource Source, int Part, int File, int Start, int Length);

    public long Bytes => bytes;

    public async Task<IReadOnlyList<Sample>> LoadAsync(CancellationToken cancellation)
    {
        if (bytes > mostBytes) throw new ProblemException(LoadingProblems.TooLarge(set.KeyOf(samples[0].Place), bytes, mostBytes));
        var memory = new SampleMemory((int)bytes, samples.Count);
        foreach (var read in InOrder()) await read.Source.ReadAsync(read.File, 0, memory.Slice(read.Start, read.Length), cancellation);
        return Cut(memory);
    }

    private List<Read> InOrder()
    {
        var (reads, start) = (new List<Read>(samples.Count), 0);
        foreach (var place in samples.Select(sample => sample.Place))
        {
            var source = set.SourceOf(place);
            foreach (var file in set.FilesOf(place))
            {
                var length = (int)source.SizeOf(file);
                if (length > 0) reads.Add(new(source, place.Part, file, start, length));
                start += length;
            }
        }
        reads.Sort(static (left, right) => (left.Part, left.File).CompareTo((right.Part, right.File)));
        return reads;
    }

    private Sample[] Cut(SampleMemory memory)
    {
        var (cut, start) = (new Sample[samples.Count], 0);
        for (var at = 0; at < cut.Length; at++) cut[at] = CutOne(samples[at], memory, ref start);
        return cut;
    }

    private Sample CutOne(PlannedSample sample, SampleMemory memory, ref int start)
    {
        var source = set.SourceOf(sample.Place);
        var files = set.FilesOf(sample.Place);
        var fields = new SampleField[files.Length];
        for (var at = 0; at < fields.Length; at++)
        {
            var file = source[files[at]];
            fields[at] = new(SampleKey.FieldOf(file.Path.Value), file, memory.Slice(start, (int)file.Size));
            start += (int)file.Size;
        }
        return new(sample, SampleKey.Of(fields[0].File.Path.Value).ToString(), fields, memory);
    }
}
