using Athanor.Foundation.Documents;
using Athanor.Jobs.Model;

namespace Athanor.Jobs.Specifications;

/// <summary>Folders of a job, none of which leads out of where it belongs; and what is put into them, or taken from them.</summary>
internal static class Places
{
    private const int LongestPath = 1024;

    public static string Absolute(Scalar path, string key) => path.Text.StartsWith('/') && IsPlain(path.Text[1..], mayBeEmpty: true) ? path.Text : throw path.Expected(key, "an absolute path without `..`");

    public static JobInput Input(Section section)
    {
        var input = new JobInput(SourceOf(section.Required("from"), "from"), Relative(section.Required("to"), "to"));
        section.RefuseOthers();
        return input;
    }

    public static JobOutput Output(Section section)
    {
        var output = new JobOutput(Relative(section.Required("from"), "from"), SourceOf(section.Required("to"), "to"));
        section.RefuseOthers();
        return output;
    }

    private static string Relative(Scalar path, string key) => IsPlain(path.Text, mayBeEmpty: false) ? path.Text.TrimEnd('/') : throw path.Expected(key, "a path within the work directory");

    private static string SourceOf(Scalar text, string key) =>
        text.Text.StartsWith("s3://", StringComparison.Ordinal) && text.Text.Length > 5 || text.Text.Split('@') is [{ Length: > 0 }, { Length: > 0 }] or [{ Length: > 0 }] && !text.Text.Contains("://", StringComparison.Ordinal)
            ? text.Text.Length <= LongestPath && !text.Text.StartsWith('-') && !text.Text.Any(char.IsControl) ? text.Text : throw text.Expected(key, "one line")
            : throw text.Expected(key, "a dataset such as leaves@main, or objects such as s3://bucket/prefix");

    private static bool IsPlain(string path, bool mayBeEmpty)
    {
        var parts = path.TrimEnd('/').Split('/');
        return path.Length <= LongestPath && !path.Any(char.IsControl) && (mayBeEmpty && path.Length == 0 || parts.All(part => part is not ("" or "." or "..")));
    }
}
