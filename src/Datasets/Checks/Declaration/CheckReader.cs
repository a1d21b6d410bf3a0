using Athanor.Datasets.Checks.Globs;
using Athanor.Datasets.Decoding;
using Athanor.Foundation.Documents;

namespace Athanor.Datasets.Checks.Declaration;

/// <summary>One check of the file. Every kind asks for its own keys; the ones all share are asked for here.</summary>
internal static class CheckReader
{
    private const int LongestName = 80;
    private const int MostPatterns = 100;
    private const int FurthestNear = 10;

    private static readonly TimeSpan LongestQuery = TimeSpan.FromHours(1);

    private static readonly Dictionary<string, Func<Section, string, CheckSeverity, Check>> Kinds = new(StringComparer.Ordinal)
    {
        ["decodes"] = Decodes,
        ["duplicates"] = Duplicates,
        ["balance"] = Balance,
        ["size"] = Size,
        ["required"] = (section, name, severity) => new RequiredCheck(name, severity, SelectionOf(section, isRequired: true)),
        ["forbidden"] = (section, name, severity) => new ForbiddenCheck(name, severity, SelectionOf(section, isRequired: true)),
        ["sql"] = Sql,
    };

    private static readonly Dictionary<string, CheckSeverity> Severities = new(StringComparer.Ordinal) { ["error"] = CheckSeverity.Error, ["warning"] = CheckSeverity.Warning };

    private static readonly Dictionary<string, DuplicateScope> Scopes = new(StringComparer.Ordinal)
    {
        ["everywhere"] = DuplicateScope.Everywhere,
        ["across-folders"] = DuplicateScope.AcrossFolders,
        ["within-folders"] = DuplicateScope.WithinFolders,
    };

    private static readonly Dictionary<string, ContentKind> Decodables = new(StringComparer.Ordinal)
    {
        ["text"] = ContentKind.Text,
        ["json"] = ContentKind.Json,
        ["jsonl"] = ContentKind.JsonLines,
        ["csv"] = ContentKind.Csv,
        ["png"] = ContentKind.Png,
        ["jpeg"] = ContentKind.Jpeg,
        ["npy"] = ContentKind.Npy,
    };

    public static Check Read(Section section)
    {
        var name = NameOf(section);
        var severity = section.Scalar("severity")?.Choice("severity", Severities) ?? CheckSeverity.Error;
        var check = section.Required("kind").Choice("kind", Kinds)(section, name, severity);
        section.RefuseOthers();
        return check;
    }

    public static string NameOf(Section section)
    {
        var name = section.Required("name");
        return name.Text.Length <= LongestName && !name.Text.Any(char.IsControl) ? name.Text : throw name.Expected("name", $"a line of at most {LongestName} characters");
    }

    public static IReadOnlyList<Glob> PatternsOf(Section section, string key)
    {
        var patterns = section.Scalars(key);
        return patterns.Count <= MostPatterns
            ? [.. patterns.Select(pattern => pattern.Pattern())]
            : throw patterns[MostPatterns].Fault($"`{key}` has more than {MostPatterns} patterns");
    }

    private static FileSelection SelectionOf(Section section, bool isRequired = false)
    {
        var files = PatternsOf(section, "files");
        if (files.Count == 0 && isRequired) throw section.Fault("`files` is missing");
        return new(files.Count > 0 ? files : [Glob.Everything], PatternsOf(section, "except"));
    }

    private static DecodesCheck Decodes(Section section, string name, CheckSeverity severity) => new(
        name, severity, SelectionOf(section),
        section.Scalar("as")?.Choice("as", Decodables),
        section.Scalar("width")?.Numbers("width") ?? Bounds.Open,
        section.Scalar("height")?.Numbers("height") ?? Bounds.Open,
        section.Scalar("strict")?.Truth("strict") ?? true);

    private static DuplicatesCheck Duplicates(Section section, string name, CheckSeverity severity) => new(
        name, severity, SelectionOf(section),
        section.Scalar("near") is { } near ? BitsOf(near) : null,
        section.Scalar("compare")?.Choice("compare", Scopes) ?? DuplicateScope.Everywhere,
        FolderOf(section, "under"),
        section.Scalar("allow")?.Whole("allow") ?? 0);

    private static int BitsOf(Scalar near) => near.Whole("near") is >= 0 and <= FurthestNear and var bits ? (int)bits : throw near.Expected("near", $"0 to {FurthestNear} bits of 64");

    private static BalanceCheck Balance(Section section, string name, CheckSeverity severity)
    {
        var check = new BalanceCheck(
            name, severity, SelectionOf(section), FolderOf(section, "under"),
            section.Scalar("column")?.Text, section.Scalar("ratio")?.Positive("ratio"), section.Scalar("least")?.Whole("least"));
        if (check is { Column: not null, Under: not "" })
            throw section.Fault("classes are the values of a `column` or the folders `under` a place, not both");
        return check is { Ratio: null, Least: null }
            ? throw section.Fault("`ratio`, `least` or both must say what balance means")
            : check;
    }

    private static SizeCheck Size(Section section, string name, CheckSeverity severity)
    {
        var check = new SizeCheck(
            name, severity, SelectionOf(section),
            section.Scalar("each")?.Sizes("each") ?? Bounds.Open,
            section.Scalar("total")?.Sizes("total") ?? Bounds.Open,
            section.Scalar("count")?.Numbers("count") ?? Bounds.Open);
        return check is { Each.IsOpen: true, Total.IsOpen: true, Count.IsOpen: true }
            ? throw section.Fault("`each`, `total`, `count` or several of them must say the bounds")
            : check;
    }

    private static SqlCheck Sql(Section section, string name, CheckSeverity severity) => new(
        name, severity, SelectionOf(section), section.Required("query").Text, section.Scalar("time")?.Time("time", LongestQuery));

    private static string FolderOf(Section section, string key) => section.Scalar(key) is not { } folder ? ""
        : folder.Text.Split('/').All(part => part is not ("" or "." or "..")) ? folder.Text
        : throw folder.Expected(key, "a folder, such as train or data/train");
}
