namespace Athanor.Datasets.Checks.Globs;

/// <summary>The files that some patterns match and others do not.</summary>
public sealed record FileSelection(IReadOnlyList<Glob> Files, IReadOnlyList<Glob> Except)
{
    public static FileSelection All { get; } = new([Glob.Everything], []);

    public static FileSelection AllBut(string path) => new([Glob.Everything], [Glob.Of(path)]);

    public bool Contains(string path) => Files.Any(glob => glob.Matches(path)) && !Except.Any(glob => glob.Matches(path));

    public override string ToString() => string.Join(", ", Files);
}
