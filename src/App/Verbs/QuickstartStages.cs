namespace Athanor.App.Verbs;

/// <summary>Runs the stages of the quickstart, and says of each how long it took and what it produced.</summary>
internal sealed class QuickstartStages(Output output, TimeProvider clock)
{
    private readonly List<Stage> _finished = [];

    public IReadOnlyList<Stage> Finished => _finished;

    public async Task<T> RunAsync<T>(string name, Func<Task<T>> stage, Func<T, string> describe)
    {
        var start = clock.GetTimestamp();
        var result = await stage();
        var finished = new Stage(name, Math.Round(clock.GetElapsedTime(start).TotalSeconds, 3), describe(result));
        _finished.Add(finished);
        output.Say($"{finished.Name,-10} {finished.Seconds,7:0.00} s  {finished.Result}");
        return result;
    }

    internal sealed record Stage(string Name, double Seconds, string Result);
}
