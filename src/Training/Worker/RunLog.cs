using System.Globalization;
using System.Text.Json;
using Athanor.Training.Checkpoints;
using Athanor.Training.Checkpoints.Reading;
using Athanor.Training.Evaluations;
using Athanor.Training.Loop;
using Athanor.Training.Recipes;

namespace Athanor.Training.Worker;

/// <summary>Says what a run does, line by line, and writes it down beside the model: <c>run.json</c> with recipe, judgement and verdict, <c>steps.jsonl</c> with the curve, <c>hashes.json</c> for whoever repeats it.</summary>
internal sealed class RunLog(string folder, TextWriter output, int prefetch, TimeProvider clock) : ITrainingLog
{
    public const string RunFile = "run.json", StepsFile = "steps.jsonl", HashesFile = "hashes.json";

    private readonly List<StepReport> _reports = [];
    private readonly SortedDictionary<long, ulong> _hashes = [];
    private readonly DateTimeOffset _since = clock.GetUtcNow();
    private Evaluation? _evaluation;
    private long _steps;
    private long _from;

    /// <summary>What the run went on from, once that is known.</summary>
    public Func<RestoredCheckpoint?> Restored { get; set; } = () => null;

    public void Begins(long from, long steps)
    {
        if (Restored() is { } restored) Recall(restored);
        (_from, _steps) = (from, steps);
        output.WriteLine(from == 0 ? $"{steps} steps" : $"goes on behind step {from} of {steps}");
    }

    public void Stepped(StepReport report)
    {
        _reports.Add(report);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"step {report.Step}/{_steps}  loss {report.Loss:0.0000}  gradient {report.GradientNorm:0.00}  rate {report.LearningRate:0.0e+0}  {report.StepsPerSecond:0.0} steps/s  {ShareOf(report)}"));
    }

    public void Evaluated(long step, Evaluation evaluation)
    {
        _evaluation = evaluation;
        output.WriteLine($"held out, after step {step}:  {string.Join("  ", evaluation.Metrics.Select(metric => string.Create(CultureInfo.InvariantCulture, $"{metric.Key} {metric.Value:0.0000}")))}");
    }

    public void Hashed(long step, ulong hash) => _hashes[step] = hash;

    /// <summary>What the next one wants to know that goes on from here.</summary>
    public CheckpointNotes Notes() => new(JsonSerializer.SerializeToElement(new RunNotes(_hashes), WorkerJson.Line), _evaluation?.Metrics ?? CheckpointNotes.None.Metrics);

    /// <summary>Beside the model, once that is there; answers the verdict.</summary>
    public string Save(Recipe recipe)
    {
        var verdict = Verdict();
        output.WriteLine(verdict.Words);
        File.WriteAllLines(Path.Combine(folder, StepsFile), _reports.Select(report => JsonSerializer.Serialize(StepLine.Of(report), WorkerJson.Line)));
        File.WriteAllText(Path.Combine(folder, HashesFile), JsonSerializer.Serialize(_hashes, WorkerJson.Document));
        File.WriteAllText(Path.Combine(folder, RunFile), JsonSerializer.Serialize(new RunReport(recipe.Kind, recipe.Taken, _steps, _from, _since, clock.GetUtcNow(), _evaluation, verdict, TimesOf()), WorkerJson.Document));
        return verdict.Words;
    }

    private void Recall(RestoredCheckpoint restored)
    {
        foreach (var skipped in restored.Skipped) output.WriteLine($"passed over a checkpoint: {skipped.Reason}");
        foreach (var (step, hash) in restored.Notes.State.Deserialize<RunNotes>(WorkerJson.Line)?.Hashes ?? []) _hashes[step] = hash;
    }

    // A run that had nothing left to do has no times.
    private Bottleneck Verdict() => _reports.Count == 0 ? new(StepPart.Compute, 0, 0, 1, "No step was made.") : Bottleneck.Judge(TimesOf(), prefetch);

    private List<StepTimes> TimesOf() => [.. _reports.SelectMany(report => report.Ranks).GroupBy(times => times.Rank).Select(rank => rank.Aggregate((sum, times) => sum + times))];

    private static string ShareOf(StepReport report)
    {
        var compute = report.Ranks.Average(times => times.ShareOf(StepPart.Compute));
        var others = report.Bottleneck.Part == StepPart.Compute ? "" : string.Create(CultureInfo.InvariantCulture, $", {report.Bottleneck.Part.ToString().ToLowerInvariant()} {report.Bottleneck.Share:0 %} on rank {report.Bottleneck.Rank}");
        return string.Create(CultureInfo.InvariantCulture, $"computing {compute:0 %}{others}");
    }
}
