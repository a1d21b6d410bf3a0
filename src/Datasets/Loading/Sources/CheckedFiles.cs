using System.Security.Cryptography;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Loading.Sources;

/// <summary>Holds each file to its digest when it is first read as a whole; later reads cost nothing. One bit a file, any number of threads.</summary>
internal sealed class CheckedFiles(int count)
{
    private readonly int[] _checked = new int[(count + 31) / 32];

    public void Check(int number, SourceFile file, long offset, ReadOnlySpan<byte> content)
    {
        if (IsChecked(number) || offset != 0 || content.Length != file.Size) return;
        if (!file.Digest.Span.SequenceEqual(SHA256.HashData(content))) throw new ProblemException(LoadingProblems.Damaged(file.Path.Value));
        Interlocked.Or(ref _checked[number / 32], 1 << (number % 32));
    }

    /// <summary>Holds those of a run to their digests that were not yet: what a file says of itself is only asked where it is needed.</summary>
    public void CheckRun(ISampleSource source, ReadOnlySpan<int> files, ReadOnlySpan<byte> run)
    {
        foreach (var file in files)
        {
            if (IsChecked(file) || source.PlaceOf(file) is not { Size: > 0 } place) continue;
            var start = source.PlaceOf(files[0]).Offset;
            Check(file, source[file], 0, run.Slice((int)(place.Offset - start), (int)place.Size));
        }
    }

    private bool IsChecked(int number) => (Volatile.Read(ref _checked[number / 32]) & (1 << (number % 32))) != 0;
}
