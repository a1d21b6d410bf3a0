namespace Athanor.Objects.Usage;

/// <summary>Requests at the S3 door that were proved and admitted, and the bytes of their bodies.</summary>
public sealed record TrafficReport(long Requests, long BytesReceived, long BytesSent);
