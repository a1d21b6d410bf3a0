namespace Athanor.Datasets.Client.Sources;

/// <summary>The content of a large file, read from its beginning.</summary>
internal interface IOpenContent : IDisposable
{
    FileStamp Stamp { get; }

    ValueTask<int> ReadAsync(Memory<byte> target, CancellationToken cancellation);

    /// <summary>Whether the file still looks as it did when it was opened.</summary>
    bool IsUnchanged();
}
