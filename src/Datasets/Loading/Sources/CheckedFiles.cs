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

    private bool IsChecked(int number) => (Volatile.Read(ref _checked[number / 32]) & (1 << (number % 32))) != 0;
}
