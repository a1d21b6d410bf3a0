using Athanor.Datasets.Loading.Sources;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Loading.Reading;

/// <summary>
/// Some samples that follow each other in the order, brought into memory together: alone they would be too small to be worth a
/// hand-over between threads.
/// </summary>
internal sealed class Stretch(SampleSet set, PlannedSample[] samples, long bytes, long mostBytes)
{
    public long Bytes => bytes;

    public async ValueTask<LoadedStretch> LoadAsync(CancellationToken cancellation)
    {
        if (bytes > mostBytes) throw new ProblemException(LoadingProblems.TooLarge(set.KeyOf(samples[0].Place), bytes, mostBytes));
        var layout = new StretchLayout(set, samples);
        var memory = new SampleMemory(layout.BytesToRead, samples.Length);
        try
        {
            var contents = Map(layout, memory);
            for (var at = 0; at < contents.Length; at++)
                if (!layout.Runs[at].IsMapped) contents[at] = await ReadAsync(layout.Runs[at], layout.Sorted, memory, cancellation);
            return new(Cut(layout, contents, memory), samples);
        }
        catch
        {
            memory.LetGo();
            throw;
        }
    }

    private static ReadOnlyMemory<byte>[] Map(StretchLayout layout, SampleMemory memory)
    {
        var runs = layout.Runs;
        var contents = new ReadOnlyMemory<byte>[runs.Length];
        for (int first = 0, end; first < runs.Length; first = end)
        {
            for (end = first + 1; end < runs.Length && ReferenceEquals(runs[end].Source, runs[first].Source);) end++;
            if (runs[first].Source is not IMappedSource source) continue;
            memory.Hold(source);
            source.MapRuns(runs[first..end], layout.Sorted.Span, contents.AsSpan(first..end));
        }
        return contents;
    }

    private static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(FileRun run, ReadOnlyMemory<int> sorted, SampleMemory memory, CancellationToken cancellation)
    {
        var content = memory.Slice(run.Start, run.Length);
        await run.Source.ReadRunAsync(sorted.Slice(run.First, run.Files), content, cancellation);
        return content;
    }

    private Sample[] Cut(StretchLayout layout, ReadOnlyMemory<byte>[] contents, SampleMemory memory)
    {
        var (cut, fields, next) = (new Sample[samples.Length], new SampleField[layout.Count], 0);
        for (var at = 0; at < cut.Length; at++)
        {
            var (source, first) = (set.SourceOf(samples[at].Place), next);
            for (var end = first + set.FilesOf(samples[at].Place).Length; next < end; next++)
            {
                var (file, run, start, length) = layout[next];
                fields[next] = new(source, file, length == 0 ? default : contents[run].Slice(start, length));
            }
            cut[at] = new(samples[at], new(fields, first, next - first), memory);
        }
        return cut;
    }
}
