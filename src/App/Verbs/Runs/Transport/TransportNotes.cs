namespace Athanor.App.Verbs.Runs.Transport;

/// <summary>What was not carried and why, by name; of many only the first are kept.</summary>
internal sealed class TransportNotes
{
    private const int Kept = 20;
    private const int Longest = 400;

    private readonly List<string> _first = [];

    public IReadOnlyList<string> First => _first;

    public int Count { get; private set; }

    public void Add(string place, string reason)
    {
        Count++;
        if (_first.Count < Kept) _first.Add(RunText.Line($"{place}: {reason}", Longest));
    }
}
