using Athanor.Training.Evaluations;
using Athanor.Training.Loop;

namespace Athanor.Training.Worker;

/// <summary>A finished run as <c>run.json</c> tells of it.</summary>
internal sealed record RunReport(
    string Recipe, IReadOnlyDictionary<string, string> Settings, long Steps, long ResumedAt, DateTimeOffset Began, DateTimeOffset Ended, Evaluation? Evaluation, Bottleneck Verdict, IReadOnlyList<StepTimes> Ranks);
