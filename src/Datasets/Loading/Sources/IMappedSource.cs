using Athanor.Datasets.Loading.Reading;

namespace Athanor.Datasets.Loading.Sources;

/// <summary>A source with stores that lie in the memory of this process: their files are handed out where they are, and not copied.</summary>
internal interface IMappedSource : ISampleSource
{
    /// <summary>Whether the files of a store can be handed out; those of others are read.</summary>
    bool IsMapped(int store);

    /// <summary>Keeps the memory where it is, whatever becomes of the source, until it is released as often as it was held.</summary>
    void Hold();

    void Release();

    /// <summary>
    /// Brings those runs that are mapped into memory and says where they are. Throws as a read does: what is missing or damaged is not
    /// handed out. The files of a run are found in <paramref name="sorted"/>.
    /// </summary>
    void MapRuns(ReadOnlySpan<FileRun> runs, ReadOnlySpan<int> sorted, Span<ReadOnlyMemory<byte>> contents);
}
