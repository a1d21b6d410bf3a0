using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Athanor.Tracking.Model;

/// <summary>A point of a series by where it is kept; as text, it is the token of a page.</summary>
public readonly record struct HistoryPlace(long Block, int Index)
{
    public static bool TryParse([NotNullWhen(true)] string? text, out HistoryPlace place)
    {
        place = default;
        if (text?.Split('.') is not [var block, var index]) return false;
        if (!long.TryParse(block, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || !int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var within)) return false;
        place = new(number, within);
        return true;
    }

    public override string ToString() => $"{Block}.{Index}";
}
