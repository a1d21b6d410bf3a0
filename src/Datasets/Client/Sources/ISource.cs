namespace Athanor.Datasets.Client.Sources;

/// <summary>Where an import takes files from.</summary>
internal interface ISource
{
    Task<Listing> ListAsync(CancellationToken cancellation);

    /// <summary>For one thread at a time.</summary>
    IContentReader OpenReader();

    /// <summary>The stamp to remember a file by that was read with this one.</summary>
    FileStamp Remembered(in FileStamp stamp, DateTimeOffset listedAt);
}
