using System.Globalization;
using System.Text.Json.Serialization;

namespace Athanor.Foundation.Units;

/// <summary>An amount of processors, in thousandths of one: <c>2</c>, <c>0.5</c>.</summary>
[JsonConverter(typeof(CpusJsonConverter))]
public readonly record struct Cpus(long Thousandths) : IComparable<Cpus>
{
    private const int Whole = 1000;

    public static Cpus Of(int count) => new((long)count * Whole);
    public static Cpus operator +(Cpus left, Cpus right) => new(left.Thousandths + right.Thousandths);
    public static Cpus operator -(Cpus left, Cpus right) => new(left.Thousandths - right.Thousandths);
    public static Cpus operator *(Cpus each, int count) => new(each.Thousandths * count);
    public static bool operator <(Cpus left, Cpus right) => left.Thousandths < right.Thousandths;
    public static bool operator >(Cpus left, Cpus right) => left.Thousandths > right.Thousandths;
    public static bool operator <=(Cpus left, Cpus right) => left.Thousandths <= right.Thousandths;
    public static bool operator >=(Cpus left, Cpus right) => left.Thousandths >= right.Thousandths;

    public double Count => (double)Thousandths / Whole;

    /// <summary>Whether it is a number of whole processors, which a job can then have to itself.</summary>
    public bool IsWhole => Thousandths % Whole == 0;

    public int CompareTo(Cpus other) => Thousandths.CompareTo(other.Thousandths);

    /// <summary>Accepts at most three digits behind the point.</summary>
    public static bool TryParse(string? text, out Cpus cpus)
    {
        cpus = default;
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count) || count * Whole is not (>= 0 and <= int.MaxValue) || count * Whole % 1 != 0) return false;
        cpus = new((long)(count * Whole));
        return true;
    }

    public override string ToString() => Count.ToString("0.###", CultureInfo.InvariantCulture);
}
