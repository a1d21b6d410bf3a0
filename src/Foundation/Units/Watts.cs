using System.Globalization;
using System.Text.Json.Serialization;

namespace Athanor.Foundation.Units;

/// <summary>Power: energy for each second.</summary>
[JsonConverter(typeof(WattsJsonConverter))]
public readonly record struct Watts(double Value) : IComparable<Watts>
{
    public static Watts operator +(Watts left, Watts right) => new(left.Value + right.Value);
    public static Watts operator -(Watts left, Watts right) => new(left.Value - right.Value);
    public static Watts operator *(Watts each, double count) => new(each.Value * count);
    public static Joules operator *(Watts power, TimeSpan time) => new(power.Value * time.TotalSeconds);
    public static bool operator <(Watts left, Watts right) => left.Value < right.Value;
    public static bool operator >(Watts left, Watts right) => left.Value > right.Value;
    public static bool operator <=(Watts left, Watts right) => left.Value <= right.Value;
    public static bool operator >=(Watts left, Watts right) => left.Value >= right.Value;

    public int CompareTo(Watts other) => Value.CompareTo(other.Value);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value:0.###} W");
}
