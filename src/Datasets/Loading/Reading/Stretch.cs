using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Loading.Reading;

/// <summary>
/// Some samples that follow each other in the order, read together into one piece of memory: alone they would be too small to be worth a
/// hand-over between threads.
/// </summary>
internal sealed class Stretch(SampleSet set, IReadOnlyList<PlannedSample> samples, long bytes, long mostBytes)
{
    public long Bytes => bytes;

    public async ValueTask<Sample[]> LoadAsync(CancellationToken cancellation)
    {
        if (bytes > mostBytes) throw new ProblemException(LoadingProblems.TooLarge(set.KeyOf(samples[0].Place), bytes, mostBytes));
        var layout = new StretchLayout(set, samples);
        var memory = new SampleMemory(layout.Bytes, samples.Count);
        foreach (var run in layout.Runs) await run.Source.ReadRunAsync(layout.Sorted.Slice(run.First, run.Files), memory.Slice(run.Start, run.Length), cancellation);
        return Cut(layout, memory);
    }

    private Sample[] Cut(StretchLayout layout, SampleMemory memory)
    {
        var (cut, fields, next) = (new Sample[samples.Count], new SampleField[layout.Count], 0);
        for (var at = 0; at < cut.Length; at++)
        {
            var (source, first) = (set.SourceOf(samples[at].Place), next);
            for (var end = first + set.FilesOf(samples[at].Place).Length; next < end; next++)
            {
                var (file, start, length) = layout[next];
                fields[next] = new(source, file, memory.Slice(start, length));
            }
            cut[at] = new(samples[at], new(fields, first, next - first), memory);
        }
        return cut;
    }
}
