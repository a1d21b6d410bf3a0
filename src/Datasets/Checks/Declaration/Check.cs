using Athanor.Datasets.Checks.Globs;
using Athanor.Datasets.Decoding;

namespace Athanor.Datasets.Checks.Declaration;

/// <summary>Something that must hold in every commit, as the dataset's own file declares it.</summary>
public abstract record Check(string Name, CheckSeverity Severity, FileSelection Selection)
{
    /// <summary>The word of the file.</summary>
    public abstract string Kind { get; }
}

/// <summary>Files decode as what their extension says, or as the kind that is stated.</summary>
public sealed record DecodesCheck(
    string Name, CheckSeverity Severity, FileSelection Selection, ContentKind? As, Bounds Width, Bounds Height, bool Strict) : Check(Name, Severity, Selection)
{
    public override string Kind => "decodes";
}

/// <summary>No file is a copy of another, or an image that looks like another.</summary>
public sealed record DuplicatesCheck(
    string Name, CheckSeverity Severity, FileSelection Selection, int? Near, DuplicateScope Scope, string Under, long Allow) : Check(Name, Severity, Selection)
{
    public override string Kind => "duplicates";
}

/// <summary>Which pairs count as duplicates. Folders are the first ones below a place, such as "train" and "test".</summary>
public enum DuplicateScope
{
    Everywhere,
    AcrossFolders,
    WithinFolders,
}

/// <summary>No class is too small, or too small beside the largest. Classes are folders, or values of a column.</summary>
public sealed record BalanceCheck(
    string Name, CheckSeverity Severity, FileSelection Selection, string Under, string? Column, double? Ratio, long? Least) : Check(Name, Severity, Selection)
{
    public override string Kind => "balance";
}

/// <summary>Bytes of each file and of all, and the number of files, lie within bounds.</summary>
public sealed record SizeCheck(string Name, CheckSeverity Severity, FileSelection Selection, Bounds Each, Bounds Total, Bounds Count) : Check(Name, Severity, Selection)
{
    public override string Kind => "size";
}

/// <summary>Every pattern matches a file.</summary>
public sealed record RequiredCheck(string Name, CheckSeverity Severity, FileSelection Selection) : Check(Name, Severity, Selection)
{
    public override string Kind => "required";
}

/// <summary>No pattern matches a file.</summary>
public sealed record ForbiddenCheck(string Name, CheckSeverity Severity, FileSelection Selection) : Check(Name, Severity, Selection)
{
    public override string Kind => "forbidden";
}

/// <summary>A query over the dataset's tables answers no row.</summary>
public sealed record SqlCheck(string Name, CheckSeverity Severity, FileSelection Selection, string Query, TimeSpan? Time) : Check(Name, Severity, Selection)
{
    public override string Kind => "sql";
}
