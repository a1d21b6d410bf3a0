namespace Athanor.Datasets.Client.Sources;

/// <summary>Says how many there are and names the first of them.</summary>
internal sealed class FindingList
{
    private readonly List<string> _first = [];

    public int Count { get; private set; }

    public IReadOnlyList<string> First => [.. _first.Order(StringComparer.Ordinal)];

    public void Add(string text)
    {
        Count++;
        if (_first.Count < Findings.Named) _first.Add(text);
    }
}
