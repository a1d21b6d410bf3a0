namespace Athanor.Datasets.Loading.Sources;

/// <summary>Files that never change, in the order of their paths, whose bytes can be read from any place by any number of readers at once.</summary>
public interface ISampleSource
{
    int Count { get; }

    SourceFile this[int file] { get; }

    /// <summary>Asked far more often than for the rest.</summary>
    long SizeOf(int file) => this[file].Size;

    /// <summary>What lies side by side in one store is read together.</summary>
    FilePlace PlaceOf(int file) => new(file, 0, SizeOf(file));

    /// <summary>Fills the buffer with the bytes of the file from the offset on, or throws: what is missing or damaged is not handed out.</summary>
    ValueTask ReadAsync(int file, long offset, Memory<byte> buffer, CancellationToken cancellation);

    /// <summary>
    /// Fills the buffer with whole files that lie in one store, from the beginning of the first of them to the end of the last; what lies
    /// between them is of no interest to anybody.
    /// </summary>
    ValueTask ReadRunAsync(ReadOnlyMemory<int> files, Memory<byte> buffer, CancellationToken cancellation) => ReadAsync(files.Span[0], 0, buffer, cancellation);
}
