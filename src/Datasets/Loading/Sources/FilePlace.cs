namespace Athanor.Datasets.Loading.Sources;

/// <summary>Where the bytes of a file lie: in which of its source's stores, and from where on. A source that has no stores keeps each file in one of its own.</summary>
public readonly record struct FilePlace(int Store, long Offset, long Size)
{
    public long End => Offset + Size;
}
