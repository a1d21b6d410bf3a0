using Athanor.Datasets.Tars;

namespace Athanor.Datasets.Client.Import;

/// <summary>Files that go in one request, in the order of their paths.</summary>
internal sealed record ImportBatch(IReadOnlyList<PlannedFile> Files)
{
    public const int MostFiles = 4096;
    public const int LargestContent = 32 << 20;

    /// <summary>Too large to share a request, or to be held in memory.</summary>
    public bool IsLargeFile => Files.Count == 1 && Files[0].File.Stamp.Size > LargestContent;

    public long Bytes => Files.Sum(file => file.File.Stamp.Size);

    public static IEnumerable<ImportBatch> Cut(IReadOnlyList<PlannedFile> files)
    {
        var batch = new List<PlannedFile>();
        var length = 0L;
        foreach (var file in files)
        {
            var added = TarHeader.Block + file.File.Stamp.Size;
            if (batch.Count == MostFiles || (batch.Count > 0 && length + added > LargestContent))
            {
                yield return new([.. batch]);
                (batch, length) = ([], 0);
            }
            batch.Add(file);
            length += added;
        }
        if (batch.Count > 0) yield return new([.. batch]);
    }
}
