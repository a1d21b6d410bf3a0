using Athanor.Training.Loop;

namespace Athanor.Training.Worker;

/// <summary>A point of the curve in <c>steps.jsonl</c>.</summary>
internal sealed record StepLine(long Step, double Loss, double GradientNorm, float LearningRate, double StepsPerSecond, string Verdict)
{
    public static StepLine Of(StepReport report) => new(report.Step, report.Loss, report.GradientNorm, report.LearningRate, report.StepsPerSecond, report.Bottleneck.Words);
}
