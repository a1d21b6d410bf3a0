namespace Athanor.Objects.Policies;

/// <summary>How a policy names things: buckets and keys as S3 does, people and service accounts by name or as users of IAM.</summary>
internal static class PolicyNames
{
    public const string ResourcePrefix = "arn:aws:s3:::";

    private static readonly string[] Kinds = ["person/", "service/"];

    private const string UserMark = ":user/";
    private const string IamPrefix = "arn:aws:iam::";

    public static string ArnOf(string principal) => $"{IamPrefix}:user/{principal}";

    /// <summary>
    /// The name in <c>arn:aws:iam:::user/NAME</c>, with any account; a name by itself; or one with its kind, <c>person/NAME</c> and
    /// <c>service/NAME</c>. Null for anything else.
    /// </summary>
    public static string? PrincipalOf(string text)
    {
        if (!text.StartsWith("arn:", StringComparison.Ordinal)) return IsName(WithoutKind(text)) ? text : null;
        if (!text.StartsWith(IamPrefix, StringComparison.Ordinal)) return null;

        var mark = text.IndexOf(UserMark, IamPrefix.Length, StringComparison.Ordinal);
        return mark >= 0 && text[IamPrefix.Length..mark].All(char.IsAsciiDigit) && IsName(text[(mark + UserMark.Length)..]) ? text[(mark + UserMark.Length)..] : null;
    }

    private static string WithoutKind(string text) => Kinds.FirstOrDefault(kind => text.StartsWith(kind, StringComparison.Ordinal)) is { } prefix ? text[prefix.Length..] : text;

    private static bool IsName(string text) => text.Length is > 0 and <= 128 && text.All(letter => char.IsLetterOrDigit(letter) || "+=,.@_-".Contains(letter, StringComparison.Ordinal));
}
