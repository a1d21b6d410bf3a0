namespace Athanor.Datasets.Client.Checkout;

/// <summary>What a checkout did.</summary>
public sealed record CheckoutReport(long Files, long Bytes, long FetchedFiles, long FetchedBytes, long Removed);
