using Athanor.Datasets.Client.Sources;
using Athanor.Datasets.Paths;
using Athanor.Datasets.Trees;

namespace Athanor.Datasets.Client.Checkout;

/// <summary>A file that the folder is to hold.</summary>
internal sealed record CheckoutFile(EntryPath Path, long Size, Digest Digest)
{
    /// <summary>As it looks in the folder once it is there.</summary>
    public FileStamp? Stamp { get; set; }
}
