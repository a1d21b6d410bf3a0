using System.Globalization;
using System.Text.Json.Serialization;

namespace Athanor.Foundation.Units;

/// <summary>An amount in a currency. Amounts of different currencies have no sum, and asking for one is a mistake of ours.</summary>
[JsonConverter(typeof(MoneyJsonConverter))]
public readonly record struct Money(decimal Amount, string Currency) : IComparable<Money>
{
    public static Money Zero(string currency) => new(0, currency);
    public static Money operator +(Money left, Money right) => left with { Amount = left.Amount + right.In(left.Currency) };
    public static Money operator -(Money left, Money right) => left with { Amount = left.Amount - right.In(left.Currency) };
    public static Money operator *(Money each, decimal count) => each with { Amount = each.Amount * count };
    public static bool operator <(Money left, Money right) => left.CompareTo(right) < 0;
    public static bool operator >(Money left, Money right) => left.CompareTo(right) > 0;
    public static bool operator <=(Money left, Money right) => left.CompareTo(right) <= 0;
    public static bool operator >=(Money left, Money right) => left.CompareTo(right) >= 0;

    public int CompareTo(Money other) => Amount.CompareTo(other.In(Currency));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Amount:0.00####} {Currency}");

    private decimal In(string currency) =>
        Currency == currency ? Amount : throw new InvalidOperationException($"{Currency} and {currency} are different currencies, and nobody said what one is worth in the other.");
}
