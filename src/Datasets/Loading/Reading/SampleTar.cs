using System.Buffers;
using System.IO.Pipelines;
using Athanor.Datasets.Tars;

namespace Athanor.Datasets.Loading.Reading;

/// <summary>Writes samples as a tar while they are read. It is as slow as whoever takes it: nothing piles up in between.</summary>
public static class SampleTar
{
    private const int FlushBytes = 64 << 10;

    /// <summary>Answers whether everything was taken; a tar that lacks its end was not.</summary>
    public static async Task<bool> WriteAsync(SampleReader reader, PipeWriter output, CancellationToken cancellation)
    {
        var unflushed = 0L;
        while (await reader.NextAsync(cancellation) is { } sample)
        {
            using (sample) unflushed += Write(sample, output);
            if (unflushed < FlushBytes) continue;
            if ((await output.FlushAsync(cancellation)).IsCompleted) return false;
            unflushed = 0;
        }
        output.Write(TarWrite.End.Span);
        return !(await output.FlushAsync(cancellation)).IsCompleted;
    }

    private static long Write(Sample sample, PipeWriter output)
    {
        var written = 0L;
        foreach (var field in sample.Fields)
        {
            var file = field.File;
            TarWrite.WriteHeader(output, file.Path, file.Size, file.ModifiedAt);
            output.Write(field.Content.Span);
            output.Write(TarWrite.PaddingOf(file.Size).Span);
            written += TarHeader.Block + file.Size;
        }
        return written;
    }
}
