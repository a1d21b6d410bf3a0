namespace Athanor.Foundation.Journal;

/// <summary>Which facts to read; what is null does not restrict. <see cref="After"/> and <see cref="Before"/> are exclusive sequences.</summary>
public sealed record JournalFilter
{
    public long After { get; init; }
    public long Before { get; init; } = long.MaxValue;
    public bool NewestFirst { get; init; } = true;
    public string? Actor { get; init; }
    public string? Project { get; init; }
    public string? Verb { get; init; }
    public string? Subject { get; init; }
    public DateTimeOffset? From { get; init; }
    public DateTimeOffset? Until { get; init; }
    public string? Text { get; init; }

    /// <summary>The projects whose facts the caller may see ("" for those of the whole server), or null for all.</summary>
    public IReadOnlyCollection<string>? Readable { get; init; }
}
