using System.Text.Json;
using Athanor.Foundation.Problems;
using Athanor.Training.Evaluations;
using Athanor.Training.Loop;

namespace Athanor.Training.Worker;

/// <summary>Compares the parameters of a repeated run with those of the first, wherever that wrote down what they were, and stops at the first difference.</summary>
internal sealed class ReplayLog : ITrainingLog, IDisposable
{
    private const long LargestFile = 64 << 20;

    private readonly SortedDictionary<long, ulong> _expected;
    private readonly TextWriter _output;
    private readonly long _last;
    private readonly CancellationTokenSource _enough = new();
    private int _equal;

    public ReplayLog(string folder, TextWriter output, long last)
    {
        var file = new FileInfo(Path.Combine(folder, RunLog.HashesFile));
        if (!file.Exists || file.Length > LargestFile) throw new ProblemException(TrainingProblems.NotReplayable(folder));
        _expected = JsonSerializer.Deserialize<SortedDictionary<long, ulong>>(File.ReadAllBytes(file.FullName), WorkerJson.Document) ?? [];
        (_output, _last) = (output, last);
        if (_expected.Count == 0 || _expected.Keys.First() > last) throw new ProblemException(TrainingProblems.NotReplayable(folder));
    }

    public CancellationToken Enough => _enough.Token;

    public void Begins(long from, long steps) => _output.WriteLine($"repeats {Math.Min(_last, steps)} steps and compares {_expected.Keys.Count(step => step <= _last)} of them");

    public void Stepped(StepReport report)
    {
    }

    public void Evaluated(long step, Evaluation evaluation)
    {
    }

    public void Hashed(long step, ulong hash)
    {
        if (_expected.TryGetValue(step, out var expected))
        {
            if (hash != expected) throw new ProblemException(TrainingProblems.ReplayDiffers(step, _expected.Keys.LastOrDefault(earlier => earlier < step)));
            _equal++;
            _output.WriteLine($"step {step}: equal to the bit");
        }
        if (_expected.Keys.All(later => later <= step || later > _last))
        {
            _output.WriteLine($"All {_equal} that were compared are equal to the bit.");
            _enough.Cancel();
        }
    }

    public void Dispose() => _enough.Dispose();
}
