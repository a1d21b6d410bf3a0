namespace Athanor.App.Leaves;

/// <summary>What was drawn: paths below the folder, and what is wrong with some of them.</summary>
internal sealed record DrawnLeaves(IReadOnlyList<string> Photos, IReadOnlyList<Mislabelled> Mislabelled, IReadOnlyList<Duplicate> Duplicates);

/// <summary>A photo that lies in the folder of another species.</summary>
internal sealed record Mislabelled(string Photo, string Shows);

/// <summary>A file that holds the same bytes as another.</summary>
internal sealed record Duplicate(string Photo, string Original);
