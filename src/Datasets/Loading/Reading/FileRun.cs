using Athanor.Datasets.Loading.Sources;

namespace Athanor.Datasets.Loading.Reading;

/// <summary>
/// Files that lie behind each other in a store: some files from the first one on. They are mapped where they are, or read into the
/// stretch's memory from the start on.
/// </summary>
internal readonly record struct FileRun(ISampleSource Source, int Store, long Offset, long End, bool IsMapped, int Start, int First, int Files)
{
    public int Length => (int)(End - Offset);

    public bool IsContinuedBy(ISampleSource source, FilePlace place, int largestGap) =>
        ReferenceEquals(Source, source) && Store == place.Store && place.Offset >= End && place.Offset - End <= largestGap;
}
