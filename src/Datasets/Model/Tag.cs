namespace Athanor.Datasets.Model;

/// <summary>A name that a commit keeps.</summary>
public sealed record Tag(string Name, string Commit, DateTimeOffset CreatedAt);
