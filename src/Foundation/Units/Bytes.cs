using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Athanor.Foundation.Units;

/// <summary>A size in bytes, written the way people say it: <c>64 MiB</c>.</summary>
[JsonConverter(typeof(BytesJsonConverter))]
public readonly record struct Bytes(long Value) : IComparable<Bytes>
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");
    private static readonly string[] Names = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

    public static Bytes FromMebibytes(long count) => new(count << 20);
    public static bool operator <(Bytes left, Bytes right) => left.Value < right.Value;
    public static bool operator >(Bytes left, Bytes right) => left.Value > right.Value;
    public static bool operator <=(Bytes left, Bytes right) => left.Value <= right.Value;
    public static bool operator >=(Bytes left, Bytes right) => left.Value >= right.Value;

    public int CompareTo(Bytes other) => Value.CompareTo(other.Value);

    /// <summary>Accepts <c>1048576</c>, <c>64KiB</c>, <c>1.5 GiB</c> and the decimal <c>64KB</c>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Bytes size)
    {
        size = default;
        if (string.IsNullOrWhiteSpace(text)) return false;

        var trimmed = text.AsSpan().Trim();
        var end = trimmed.IndexOfAnyExcept(Digits);
        var number = end < 0 ? trimmed : trimmed[..end];
        var unit = end < 0 ? "B" : trimmed[end..].Trim();
        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count) || FactorOf(unit) is not { } factor) return false;
        if (count > long.MaxValue / factor) return false;

        size = new((long)(count * factor));
        return true;
    }

    public override string ToString()
    {
        var rank = 0;
        var value = (double)Value;
        for (; Math.Abs(value) >= 1024 && rank < Names.Length - 1; rank++) value /= 1024;
        return rank == 0 ? $"{Value} B" : string.Create(CultureInfo.InvariantCulture, $"{value:0.#} {Names[rank]}");
    }

    private static long? FactorOf(ReadOnlySpan<char> unit)
    {
        for (var rank = 0; rank < Names.Length; rank++)
        {
            if (unit.Equals(Names[rank], StringComparison.OrdinalIgnoreCase)) return 1L << (10 * rank);
            if (rank > 0 && unit.Length == 2 && char.ToUpperInvariant(unit[0]) == Names[rank][0] && unit[1] is 'B' or 'b') return (long)Math.Pow(1000, rank);
        }
        return null;
    }
}
