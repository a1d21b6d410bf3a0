using System.Globalization;

namespace Athanor.Datasets.Checks.Kinds;

/// <summary>What came of decoding some bytes, in a form that can be remembered: <c>+ 640 480 remark</c>, or <c>- 0 0 why not</c>.</summary>
internal sealed record ContentVerdict(bool Succeeded, int Width, int Height, string? Finding)
{
    private const int LongestFinding = 1000;

    public static ContentVerdict Of(string? fault) => new(fault is null, 0, 0, fault);

    public static ContentVerdict Parse(string text)
    {
        var parts = text.Split(' ', 4);
        return new(parts[0] == "+", int.Parse(parts[1], CultureInfo.InvariantCulture), int.Parse(parts[2], CultureInfo.InvariantCulture), parts[3].Length == 0 ? null : parts[3]);
    }

    public override string ToString() => $"{(Succeeded ? '+' : '-')} {Width} {Height} {(Finding is { Length: > LongestFinding } ? Finding[..LongestFinding] : Finding)}";
}
