using System.Globalization;
using Athanor.Foundation.Units;

namespace Athanor.Foundation.Documents;

/// <summary>One value of a document, with its place. Each way to read it either succeeds or says what was expected.</summary>
public sealed record Scalar(string Text, long Line, string Section)
{
    public DocumentException Fault(string fault) => new(Line, Section, fault);

    public long Whole(string key) => ToWhole(Text) ?? throw Expected(key, "a whole number");

    public int Within(string key, int least, int most) =>
        int.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? value : throw Expected(key, $"a whole number from {least} to {most}");

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

    public Bytes Size(string key) => Bytes.TryParse(Text, out var size) ? size : throw Expected(key, "a size such as 512 MiB or 16 GiB");

    public T Choice<T>(string key, IReadOnlyDictionary<string, T> choices) => choices.TryGetValue(Text, out var value)
        ? value
        : throw Expected(key, Words.Nearest(Text.Length > 40 ? Text[..40] : Text, choices.Keys) is { } near ? $"`{near}`, perhaps" : $"one of {string.Join(", ", choices.Keys)}");

    /// <summary>A number with s, m, h or d behind it.</summary>
    public TimeSpan Time(string key, TimeSpan most)
    {
        var unit = Text.Length < 2 ? TimeSpan.Zero : Text[^1] switch
        {
            's' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            'd' => TimeSpan.FromDays(1),
            _ => TimeSpan.Zero,
        };
        var count = unit == TimeSpan.Zero ? null : ToWhole(Text[..^1]);
        if (count is null or 0) throw Expected(key, "a time such as 30s, 10m or 1h");
        return count <= most / unit ? unit * count.Value : throw Expected(key, $"at most {most.TotalSeconds}s");
    }

    public DocumentException Expected(string key, string what) => Fault($"`{key}` is '{(Text.Length > 80 ? Text[..80] + "…" : Text)}', and must be {what}");

    private static long? ToWhole(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
