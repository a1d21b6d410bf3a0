namespace Athanor.Datasets.Loading.Sources;

/// <summary>Files that never change, in the order of their paths, whose bytes can be read from any place by any number of readers at once.</summary>
public interface ISampleSource
{
    int Count { get; }

    SourceFile this[int file] { get; }

    /// <summary>Asked far more often than for the rest.</summary>
    long SizeOf(int file) => this[file].Size;

    /// <summary>Fills the buffer with the bytes of the file from the offset on, or throws: what is missing or damaged is not handed out.</summary>
    ValueTask ReadAsync(int file, long offset, Memory<byte> buffer, CancellationToken cancellation);
}
