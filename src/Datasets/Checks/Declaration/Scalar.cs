using System.Globalization;
using Athanor.Datasets.Checks.Globs;
using Athanor.Foundation.Problems;
using Athanor.Foundation.Units;
using YamlDotNet.Core;

namespace Athanor.Datasets.Checks.Declaration;

/// <summary>One value of the file, with its place. Each way to read it either succeeds or says what was expected.</summary>
internal sealed record Scalar(string Text, Mark Place)
{
    private const string Range = "..";

    public long Whole(string key) => ToWhole(Text) ?? throw Expected(key, "a whole number");

    public double Positive(string key) =>
        double.TryParse(Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value > 0 && double.IsFinite(value)
            ? value
            : throw Expected(key, "a number above zero");

    public bool Truth(string key) => Text switch
    {
        "true" => true,
        "false" => false,
        _ => throw Expected(key, "true or false"),
    };

    public T Choice<T>(string key, IReadOnlyDictionary<string, T> choices) => choices.TryGetValue(Text, out var value)
        ? value
        : throw Expected(key, Words.Nearest(Text.Length > 40 ? Text[..40] : Text, choices.Keys) is { } near ? $"`{near}`, perhaps" : $"one of {string.Join(", ", choices.Keys)}");

    public Glob Pattern() => Glob.TryParse(Text, out var glob, out var fault) ? glob : throw DeclarationYaml.Fault(Place, $"'{Text}' is no pattern: {fault}");

    public Bounds Numbers(string key) => Within(key, ToWhole, "a range of whole numbers, such as 10..20, 10.. or ..20");

    public Bounds Sizes(string key) => Within(key, text => Bytes.TryParse(text, out var size) ? size.Value : null, "a range of sizes, such as 1 KiB..10 MiB");

    /// <summary>A number with s, m or h behind it.</summary>
    public TimeSpan Time(string key, TimeSpan most)
    {
        var unit = Text.Length < 2 ? TimeSpan.Zero : Text[^1] switch
        {
            's' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            _ => TimeSpan.Zero,
        };
        var count = unit == TimeSpan.Zero ? null : ToWhole(Text[..^1]);
        if (count is null or 0) throw Expected(key, "a time such as 30s, 10m or 1h");
        return count <= most / unit ? unit * count.Value : throw Expected(key, $"at most {most.TotalSeconds}s");
    }

    public ProblemException Expected(string key, string what) => DeclarationYaml.Fault(Place, $"`{key}` is '{(Text.Length > 80 ? Text[..80] + "…" : Text)}', and must be {what}");

    private static long? ToWhole(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    private Bounds Within(string key, Func<string, long?> read, string what)
    {
        var at = Text.IndexOf(Range, StringComparison.Ordinal);
        var (least, most) = at < 0 ? (Text, Text) : (Text[..at], Text[(at + Range.Length)..]);
        var bounds = new Bounds(End(least), End(most));
        return bounds.IsOpen || bounds.Least > bounds.Most ? throw Expected(key, what) : bounds;

        long? End(string text) => at >= 0 && text.Trim().Length == 0 ? null : read(text.Trim()) ?? throw Expected(key, what);
    }
}
