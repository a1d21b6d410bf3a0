namespace Athanor.Tracking.LoggedModels;

/// <summary>A dataset by which metrics are told apart; without a digest, all of that name.</summary>
public sealed record DatasetName(string Name, string? Digest);
