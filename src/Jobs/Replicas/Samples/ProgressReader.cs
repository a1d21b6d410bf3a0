using System.Globalization;
using System.Text;

namespace Athanor.Jobs.Replicas.Samples;

/// <summary>The step that a command writes to its progress file: the last number in it.</summary>
internal sealed class ProgressReader(string file, TimeProvider clock)
{
    private const int Longest = 256;
    private static readonly char[] Separators = [' ', '\t', '\r', '\n', ',', ';', '=', ':', '/'];

    public double? Step { get; private set; }

    /// <summary>When it was first seen to be this step.</summary>
    public DateTimeOffset? StepAt { get; private set; }

    public void Look()
    {
        if (ReadLast() is not { } step || step == Step) return;
        (Step, StepAt) = (step, clock.GetUtcNow());
    }

    private double? ReadLast()
    {
        try
        {
            using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Span<byte> buffer = stackalloc byte[Longest];
            var count = RandomAccess.Read(handle, buffer, Math.Max(0, RandomAccess.GetLength(handle) - Longest));
            return Encoding.UTF8.GetString(buffer[..count]).Split(Separators, StringSplitOptions.RemoveEmptyEntries).Reverse().Select(NumberIn).FirstOrDefault(number => number is not null);
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static double? NumberIn(string word) =>
        double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
