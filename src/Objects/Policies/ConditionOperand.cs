using System.Globalization;
using System.Net;
using Athanor.Objects.Wire;

namespace Athanor.Objects.Policies;

/// <summary>One value of a condition, read once, when the policy is stored.</summary>
internal sealed record ConditionOperand(PolicyPattern Pattern, double Number, DateTimeOffset Moment, IPNetwork Network)
{
    /// <summary>Null where the operator can do nothing with it.</summary>
    public static ConditionOperand? TryParse(ConditionKind kind, string text)
    {
        var operand = new ConditionOperand(new PolicyPattern(text), 0, default, default);
        return kind switch
        {
            ConditionKind.NumberEqual or ConditionKind.NumberLess or ConditionKind.NumberLessOrEqual or ConditionKind.NumberGreater or ConditionKind.NumberGreaterOrEqual =>
                TryReadNumber(text, out var number) ? operand with { Number = number } : null,
            ConditionKind.TimeEqual or ConditionKind.TimeBefore or ConditionKind.TimeBeforeOrEqual or ConditionKind.TimeAfter or ConditionKind.TimeAfterOrEqual =>
                TryReadTime(text, out var moment) ? operand with { Moment = moment } : null,
            ConditionKind.Flag or ConditionKind.Absence => text is "true" or "false" ? operand : null,
            ConditionKind.Address => TryReadNetwork(text, out var network) ? operand with { Network = network } : null,
            _ => operand,
        };
    }

    public bool Matches(ConditionKind kind, string value, PolicyContext context) => kind switch
    {
        ConditionKind.Text => Pattern.Resolve(context) is { } text && text == value,
        ConditionKind.TextIgnoringCase => Pattern.Resolve(context) is { } text && text.Equals(value, StringComparison.OrdinalIgnoreCase),
        ConditionKind.Pattern => Pattern.Matches(value, context),
        ConditionKind.Flag => Pattern.ToString().Equals(value, StringComparison.OrdinalIgnoreCase),
        ConditionKind.Address => IPAddress.TryParse(value, out var address) && Network.Contains(Plain(address)),
        ConditionKind.NumberEqual => TryReadNumber(value, out var number) && number == Number,
        ConditionKind.NumberLess => TryReadNumber(value, out var number) && number < Number,
        ConditionKind.NumberLessOrEqual => TryReadNumber(value, out var number) && number <= Number,
        ConditionKind.NumberGreater => TryReadNumber(value, out var number) && number > Number,
        ConditionKind.NumberGreaterOrEqual => TryReadNumber(value, out var number) && number >= Number,
        ConditionKind.TimeEqual => TryReadTime(value, out var moment) && moment == Moment,
        ConditionKind.TimeBefore => TryReadTime(value, out var moment) && moment < Moment,
        ConditionKind.TimeBeforeOrEqual => TryReadTime(value, out var moment) && moment <= Moment,
        ConditionKind.TimeAfter => TryReadTime(value, out var moment) && moment > Moment,
        ConditionKind.TimeAfterOrEqual => TryReadTime(value, out var moment) && moment >= Moment,
        _ => false,
    };

    private static bool TryReadNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    // A time of ISO 8601, or seconds since 1970.
    private static bool TryReadTime(string text, out DateTimeOffset moment)
    {
        if (Iso8601.TryParse(text, out moment)) return true;
        var isEpoch = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds();
        if (isEpoch) moment = DateTimeOffset.FromUnixTimeSeconds(seconds);
        return isEpoch;
    }

    // An address without a length is itself. Bits beyond the length are let pass, as IAM does it.
    private static bool TryReadNetwork(string text, out IPNetwork network)
    {
        network = default;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!IPAddress.TryParse(slash < 0 ? text : text[..slash], out var address)) return false;

        var bits = address.GetAddressBytes().Length * 8;
        var length = bits;
        if (slash >= 0 && (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out length) || length > bits)) return false;
        network = new(Mask(address, length), length);
        return true;
    }

    private static IPAddress Mask(IPAddress address, int length)
    {
        var bytes = address.GetAddressBytes();
        for (var index = 0; index < bytes.Length; index++)
        {
            var kept = Math.Clamp(length - (index * 8), 0, 8);
            bytes[index] &= (byte)(0xFF << (8 - kept));
        }
        return new(bytes);
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
