using System.Globalization;
using System.Text.Json.Serialization;

namespace Athanor.Foundation.Units;

/// <summary>An amount of energy.</summary>
[JsonConverter(typeof(JoulesJsonConverter))]
public readonly record struct Joules(double Value) : IComparable<Joules>
{
    private const double PerKilowattHour = 3.6e6;

    public decimal KilowattHours => (decimal)(Value / PerKilowattHour);

    public static Joules FromKilowattHours(double count) => new(count * PerKilowattHour);
    public static Joules operator +(Joules left, Joules right) => new(left.Value + right.Value);
    public static Joules operator -(Joules left, Joules right) => new(left.Value - right.Value);
    public static Watts operator /(Joules energy, TimeSpan time) => new(energy.Value / time.TotalSeconds);
    public static bool operator <(Joules left, Joules right) => left.Value < right.Value;
    public static bool operator >(Joules left, Joules right) => left.Value > right.Value;
    public static bool operator <=(Joules left, Joules right) => left.Value <= right.Value;
    public static bool operator >=(Joules left, Joules right) => left.Value >= right.Value;

    public int CompareTo(Joules other) => Value.CompareTo(other.Value);

    public override string ToString() => Math.Abs(Value) < PerKilowattHour / 1000
        ? string.Create(CultureInfo.InvariantCulture, $"{Value:0.#} J")
        : string.Create(CultureInfo.InvariantCulture, $"{Value / PerKilowattHour:0.###} kWh");
}
