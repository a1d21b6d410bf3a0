using Athanor.Datasets.Paths;

namespace Athanor.Datasets.Loading.Sources;

/// <summary>A file as a source lists it; the digest is SHA-256 of its bytes.</summary>
public readonly record struct SourceFile(EntryPath Path, long Size, DateTimeOffset ModifiedAt, ReadOnlyMemory<byte> Digest);
