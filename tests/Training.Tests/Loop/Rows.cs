using Athanor.Training.Data;

namespace Athanor.Training.Tests.Loop;

/// <summary>Two clouds of points that overlap a little.</summary>
internal sealed class Rows(int count) : IClassifiedRows
{
    public int Classes => 2;

    public IReadOnlyList<int> Training { get; } = [.. Enumerable.Range(0, count)];

    public IReadOnlyList<int> Held { get; } = [.. Enumerable.Range(count, 37)];

    /// <summary>From which position on samples are no numbers.</summary>
    public long BrokenFrom { get; init; } = long.MaxValue;

    public int ClassOf(int sample) => sample % 2;

    public void Read(int sample, Span<float> row)
    {
        var random = new Random(sample);
        for (var index = 0; index < row.Length; index++) row[index] = (float)(random.NextDouble() - 0.5 + (ClassOf(sample) == 0 ? 0.3 : -0.3));
    }

    public void ReadToTrain(int sample, long position, Span<float> row)
    {
        Read(sample, row);
        if (position >= BrokenFrom) row[0] = float.NaN;
    }
}
