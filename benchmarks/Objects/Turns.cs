using Athanor.Benchmarks.Harness;

namespace Athanor.Benchmarks.Objects;

/// <summary>Ours and the reference measured in turns, so that both meet the same machine; the first round warms and is not counted.</summary>
internal static class Turns
{
    public static async Task<(Series Ours, Series Reference)> TakeAsync(string name, string unit, int rounds, Func<Task<double>> ours, Func<Task<double>> reference)
    {
        List<double> oursTaken = [], referenceTaken = [];
        for (var round = 0; round <= rounds; round++)
        {
            var (our, their) = (await ours(), await reference());
            Workplace.Say($"{name} {round}: {our:0} against {their:0} {unit}");
            if (round == 0) continue;
            oursTaken.Add(our);
            referenceTaken.Add(their);
        }
        return (new(name, unit, oursTaken), new($"{name}, reference", unit, referenceTaken));
    }
}
