namespace Athanor.Datasets.Client.Import;

/// <summary>What an import does besides: remove what the branch has and the source has not, and commit with a message.</summary>
public sealed record ImportWish(bool RemovesOthers = false, string? Message = null);
