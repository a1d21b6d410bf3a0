using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Athanor.Training.Checkpoints;

/// <summary>The step, and the run that wrote it: a run that comes by the same step again writes beside an earlier one and never over it.</summary>
public sealed record CheckpointName
{
    private const string Beginning = "step-";
    private const int StepDigits = 12;
    private const int RunDigits = 8;

    private CheckpointName(long step, string run) => (Step, Run) = (step, run);

    public long Step { get; }

    public string Run { get; }

    public string Text => $"{Beginning}{Step.ToString($"D{StepDigits}", CultureInfo.InvariantCulture)}-{Run}";

    /// <summary>The run as eight hexadecimal digits.</summary>
    public static CheckpointName Of(long step, string run) => TryParse(new CheckpointName(step, run).Text, out var name) ? name : throw new ArgumentException($"Step {step} of run '{run}' makes no name.");

    public static bool TryParse(string text, [NotNullWhen(true)] out CheckpointName? name)
    {
        name = null;
        if (text.Length != Beginning.Length + StepDigits + 1 + RunDigits || !text.StartsWith(Beginning, StringComparison.Ordinal) || text[Beginning.Length + StepDigits] != '-') return false;
        if (!long.TryParse(text.AsSpan(Beginning.Length, StepDigits), NumberStyles.None, CultureInfo.InvariantCulture, out var step)) return false;
        if (!text[^RunDigits..].All(char.IsAsciiHexDigitLower)) return false;
        name = new(step, text[^RunDigits..]);
        return true;
    }

    public override string ToString() => Text;
}
