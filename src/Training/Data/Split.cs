namespace Athanor.Training.Data;

/// <summary>Samples by their numbers: those to train on and those to judge by.</summary>
internal sealed record Split(IReadOnlyList<int> Training, IReadOnlyList<int> Held)
{
    public static Split Of(IReadOnlyList<string> names, double share)
    {
        var held = Enumerable.Range(0, names.Count).ToLookup(index => HeldOut.Contains(names[index], share));
        if (share == 0 || held[true].Any() || names.Count < 2) return new([.. held[false]], [.. held[true]]);
        // Of few samples chance may keep none.
        var only = Enumerable.Range(0, names.Count).MinBy(index => HeldOut.PlaceOf(names[index]));
        return new([.. Enumerable.Range(0, names.Count).Where(index => index != only)], [only]);
    }
}
