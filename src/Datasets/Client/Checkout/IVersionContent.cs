namespace Athanor.Datasets.Client.Checkout;

/// <summary>One version of a dataset, under a prefix of it.</summary>
public interface IVersionContent
{
    /// <summary>Nothing, or folders with a slash at the end.</summary>
    string Prefix { get; }

    /// <summary>A line of JSON for each file there is, in the order of their paths, which begin with the prefix.</summary>
    Task<Stream> OpenManifestAsync(CancellationToken cancellation);

    /// <summary>The bytes of a file, whose path does not repeat the prefix.</summary>
    Task CopyToAsync(string path, Stream target, CancellationToken cancellation);
}
