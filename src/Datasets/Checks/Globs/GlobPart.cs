namespace Athanor.Datasets.Checks.Globs;

/// <summary>A pattern, taken apart.</summary>
internal abstract record GlobPart
{
    internal sealed record Letter(char Value) : GlobPart;

    /// <summary><c>?</c></summary>
    internal sealed record AnyLetter : GlobPart;

    /// <summary><c>*</c></summary>
    internal sealed record AnyLetters : GlobPart;

    /// <summary><c>**/</c>: no folder, or any number of them with the slash behind the last.</summary>
    internal sealed record AnyFolders : GlobPart;

    /// <summary><c>**</c> at the end.</summary>
    internal sealed record Everything : GlobPart;

    internal sealed record Either(IReadOnlyList<IReadOnlyList<GlobPart>> Choices) : GlobPart;
}
