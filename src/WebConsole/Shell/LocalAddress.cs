namespace Athanor.WebConsole.Shell;

/// <summary>An address on this server, such as <c>/journal?verb=key.issued</c>. Whatever could lead a browser elsewhere becomes the overview.</summary>
internal sealed record LocalAddress
{
    private const int MaximumLength = 2048;

    private LocalAddress(string value) => Value = value;

    public static LocalAddress Overview { get; } = new("/");

    public string Value { get; }

    public static LocalAddress From(string? text) => text is { Length: > 0 and <= MaximumLength } && IsLocal(text) ? new(text) : Overview;

    // Browsers read "//host" and "/\host" as another server, and drop tabs and line ends before they look.
    private static bool IsLocal(string text) => text[0] == '/' && (text.Length == 1 || text[1] is not ('/' or '\\')) && text.All(letter => letter is > ' ' and < (char)127 and not '\\');
}
