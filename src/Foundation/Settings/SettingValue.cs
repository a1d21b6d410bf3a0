using System.Globalization;
using Athanor.Foundation.Units;

namespace Athanor.Foundation.Settings;

/// <summary>Turns the text of a setting into its value, or says in one sentence why it cannot.</summary>
internal static class SettingValue
{
    private const double LongestDays = 36_500;

    public static object? Parse(Setting setting, string text, out string? fault)
    {
        var (value, size) = Read(setting.Property.PropertyType, text.Trim());
        fault = value is null ? $"'{Shown(setting, text)}' is not a {setting.Kind}" : FindFault(setting, value, size);
        return value;
    }

    public static string Write(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        TimeSpan time => WriteDuration(time),
        Bytes size => WriteSize(size),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static (object? Value, double Size) Read(Type type, string text)
    {
        if (type == typeof(bool)) return bool.TryParse(text, out var flag) ? (flag, 0) : (null, 0);
        if (type == typeof(int)) return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? (number, number) : (null, 0);
        if (type == typeof(long)) return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var large) ? (large, large) : (null, 0);
        if (type == typeof(double)) return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real) ? (real, real) : (null, 0);
        if (type == typeof(TimeSpan)) return ReadDuration(text) is { } time ? (time, time.TotalSeconds) : (null, 0);
        if (type == typeof(Bytes)) return Bytes.TryParse(text, out var bytes) ? (bytes, bytes.Value) : (null, 0);
        return type == typeof(string) ? (text, 0) : throw new NotSupportedException($"A setting cannot be a {type.Name}.");
    }

    private static string? FindFault(Setting setting, object value, double size)
    {
        var about = setting.About;
        if (about.OneOf.Length > 0 && !about.OneOf.Contains((string)value)) return $"'{value}' is not one of {string.Join(", ", about.OneOf)}";
        if (size < about.Minimum) return $"it must be at least {InUnit(setting, about.Minimum)}";
        if (size > about.Maximum) return $"it must be at most {InUnit(setting, about.Maximum)}";
        return null;
    }

    private static string InUnit(Setting setting, double bound) => setting.Property.PropertyType switch
    {
        var type when type == typeof(TimeSpan) => WriteDuration(TimeSpan.FromSeconds(bound)),
        var type when type == typeof(Bytes) => new Bytes((long)bound).ToString(),
        _ => bound.ToString(CultureInfo.InvariantCulture),
    };

    private static TimeSpan? ReadDuration(string text)
    {
        if (text is "0") return TimeSpan.Zero;
        var digits = text.TakeWhile(letter => char.IsAsciiDigit(letter) || letter == '.').Count();
        if (!double.TryParse(text.AsSpan(0, digits), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)) return null;
        TimeSpan? unit = text[digits..].Trim() switch
        {
            "ms" => TimeSpan.FromMilliseconds(1),
            "s" => TimeSpan.FromSeconds(1),
            "m" => TimeSpan.FromMinutes(1),
            "h" => TimeSpan.FromHours(1),
            "d" => TimeSpan.FromDays(1),
            _ => null,
        };
        return count * unit?.TotalDays <= LongestDays ? count * unit : null;
    }

    // What is written is read back as the same size: one that its unit would round is written in bytes.
    private static string WriteSize(Bytes size)
    {
        var text = size.ToString().Replace(" ", "", StringComparison.Ordinal);
        return Bytes.TryParse(text, out var read) && read == size ? text : $"{size.Value}";
    }

    private static string WriteDuration(TimeSpan time) => time switch
    {
        { Ticks: 0 } => "0",
        _ when time.Ticks % TimeSpan.TicksPerDay == 0 => $"{time.TotalDays:0}d",
        _ when time.Ticks % TimeSpan.TicksPerHour == 0 => $"{time.TotalHours:0}h",
        _ when time.Ticks % TimeSpan.TicksPerMinute == 0 => $"{time.TotalMinutes:0}m",
        _ when time.Ticks % TimeSpan.TicksPerSecond == 0 => $"{time.TotalSeconds:0}s",
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds}ms"),
    };

    private static string Shown(Setting setting, string text) => setting.IsSecret ? "********" : text;
}
