namespace Athanor.WebConsole.Browsing;

/// <summary>What a page shows of an object's content.</summary>
public abstract record Preview
{
    public sealed record Text(string Content, bool IsWhole) : Preview;

    public sealed record Table(IReadOnlyList<IReadOnlyList<string>> Rows, bool IsWhole) : Preview;

    public sealed record Picture(string Address) : Preview;

    public sealed record None(string Why) : Preview;
}
