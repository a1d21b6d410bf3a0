using System.Globalization;
using Athanor.Datasets.Checks.Globs;
using Athanor.Foundation.Documents;
using Athanor.Foundation.Units;

namespace Athanor.Datasets.Checks.Declaration;

/// <summary>How values are read that only declarations of checks have.</summary>
internal static class DeclaredValues
{
    private const string Range = "..";

    public static Glob Pattern(this Scalar scalar) => Glob.TryParse(scalar.Text, out var glob, out var fault) ? glob : throw scalar.Fault($"'{scalar.Text}' is no pattern: {fault}");

    public static Bounds Numbers(this Scalar scalar, string key) => Within(scalar, key, ToWhole, "a range of whole numbers, such as 10..20, 10.. or ..20");

    public static Bounds Sizes(this Scalar scalar, string key) => Within(scalar, key, text => Bytes.TryParse(text, out var size) ? size.Value : null, "a range of sizes, such as 1 KiB..10 MiB");

    private static long? ToWhole(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static Bounds Within(Scalar scalar, string key, Func<string, long?> read, string what)
    {
        var at = scalar.Text.IndexOf(Range, StringComparison.Ordinal);
        var (least, most) = at < 0 ? (scalar.Text, scalar.Text) : (scalar.Text[..at], scalar.Text[(at + Range.Length)..]);
        var bounds = new Bounds(End(least), End(most));
        return bounds.IsOpen || bounds.Least > bounds.Most ? throw scalar.Expected(key, what) : bounds;

        long? End(string text) => at >= 0 && text.Trim().Length == 0 ? null : read(text.Trim()) ?? throw scalar.Expected(key, what);
    }
}
