using System.Globalization;

namespace Athanor.App.Verbs.Training;

/// <summary>A name that no other run has: what it is called, and when it was asked for.</summary>
internal static class RunName
{
    private const int Longest = 60;

    public static string Of(string name, DateTimeOffset time)
    {
        var plain = new string([.. name.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')]).Trim('-');
        return string.Create(CultureInfo.InvariantCulture, $"{(plain.Length == 0 ? "run" : plain[..Math.Min(Longest, plain.Length)])}-{time.UtcDateTime:yyyyMMdd-HHmmss-fff}");
    }
}
