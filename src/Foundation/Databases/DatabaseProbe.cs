namespace Athanor.Foundation.Databases;

/// <summary>What a short visit to the database tells.</summary>
public sealed record DatabaseProbe(string Engine, string Version, long? Size);
