namespace Athanor.Training.Data;

/// <summary>Samples by their numbers: those to train on and those to judge by.</summary>
internal sealed record Split(IReadOnlyList<int> Training, IReadOnlyList<int> Held)
{
    public static Split Of(IReadOnlyList<string> names, double share)
    {
        var held = Enumerable.Range(0, names.Count).ToLookup(index => HeldOut.Contains(names[index], share));
        return new([.. held[false]], [.. held[true]]);
    }
}
