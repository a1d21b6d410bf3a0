namespace Athanor.Datasets.Checks.Globs;

/// <summary>The files that some patterns match and others do not.</summary>
public sealed record FileSelection(IReadOnlyList<Glob> Files, IReadOnlyList<Glob> Except)
{
    public bool Contains(string path) => Files.Any(glob => glob.Matches(path)) && !Except.Any(glob => glob.Matches(path));

    public override string ToString() => string.Join(", ", Files);
}
