using System.Security.Cryptography;
using Athanor.Datasets.Paths;
using Athanor.Datasets.Tars;
using Athanor.Datasets.Trees;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Importing;

/// <summary>Takes note of each file of a tar that passes: its path, its digest and where its bytes are in it.</summary>
internal sealed class ImportedFiles(string prefix) : ITarVisitor, IDisposable
{
    private const int MaximumFiles = 100_000;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly SortedDictionary<string, ImportedFile> _files = new(PathOrder.Comparer);

    /// <summary>In the order of paths; of a path that came twice, the last one, as extracting would have it.</summary>
    public IReadOnlyCollection<ImportedFile> All => _files.Values;

    public void Begin(TarMember member)
    {
    }

    public void Content(ReadOnlySpan<byte> bytes) => _hash.AppendData(bytes);

    public void End(TarMember member)
    {
        if (_files.Count == MaximumFiles) throw new ProblemException(DatasetsProblems.TooManyFiles(MaximumFiles));
        var path = prefix.Length == 0 ? member.Path.Value : EntryPath.Parse($"{prefix}/{member.Path.Value}").Value;
        Span<byte> digest = stackalloc byte[Digest.Size];
        _hash.GetHashAndReset(digest);
        _files[path] = new(path, member.Size, Digest.Read(digest), member.ModifiedAt, member.Offset);
    }

    public void Dispose() => _hash.Dispose();
}
