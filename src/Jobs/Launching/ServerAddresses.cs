namespace Athanor.Jobs.Launching;

/// <summary>Where jobs find this server's doors; there may be no S3 door.</summary>
public sealed record ServerAddresses(string Main, string? S3, string S3Region);
