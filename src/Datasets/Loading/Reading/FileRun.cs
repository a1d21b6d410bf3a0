using Athanor.Datasets.Loading.Sources;

namespace Athanor.Datasets.Loading.Reading;

/// <summary>Files that lie behind each other in a store, and where in the stretch's memory they go together: some files from the first one on.</summary>
internal readonly record struct FileRun(ISampleSource Source, int Store, long Offset, long End, int Start, int First, int Files)
{
    public int Length => (int)(End - Offset);

    public bool IsContinuedBy(ISampleSource source, FilePlace place, int largestGap) =>
        ReferenceEquals(Source, source) && Store == place.Store && place.Offset >= End && place.Offset - End <= largestGap;

    public int StartOf(FilePlace place) => Start + (int)(place.Offset - Offset);
}
