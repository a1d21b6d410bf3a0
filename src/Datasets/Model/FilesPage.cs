namespace Athanor.Datasets.Model;

/// <summary>Part of a listing of files, and of the folders that a delimiter makes of them; null where nothing follows.</summary>
public sealed record FilesPage(IReadOnlyList<DatasetFile> Items, IReadOnlyList<string> Prefixes, string? Next);
