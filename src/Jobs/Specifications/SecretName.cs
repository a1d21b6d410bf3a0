namespace Athanor.Jobs.Specifications;

internal static class SecretName
{
    public const int LongestName = 63;

    public static bool IsValid(string name) => name.Length is > 0 and <= LongestName && name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');
}
