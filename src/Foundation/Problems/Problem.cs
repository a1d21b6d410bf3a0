using System.Collections.ObjectModel;

namespace Athanor.Foundation.Problems;

/// <summary>What went wrong and what to do about it, said once and translated at each door into its protocol's own form.</summary>
public sealed record Problem(string Code, int Status, string Detail, string Hint)
{
    /// <summary>When the same request may succeed, where that is known.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What it is about, where programs go on from there: under a name of the problem's own, such as <c>conflicts</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Particulars { get; init; } = ReadOnlyDictionary<string, IReadOnlyList<string>>.Empty;
}
