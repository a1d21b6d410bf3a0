using System.Globalization;
using Athanor.Foundation.Units;
using Athanor.Jobs.Model;
using Athanor.Jobs.Replicas.Samples;

namespace Athanor.WebConsole.Jobs;

/// <summary>What a replica used over time, as one chart shows it: a few lines over the same stretch, and what they reach at most.</summary>
public sealed record Usage(string Title, string Now, string Top, double Highest, IReadOnlyList<(string Name, IReadOnlyList<double> Values)> Series)
{
    public static IReadOnlyList<Usage> Of(IReadOnlyList<ReplicaSample> samples, ReplicaNeeds needs)
    {
        if (samples.Count < 2) return [];
        List<Usage> charts =
        [
            Chart("Processors", Number, needs.Cpus.Count, ("used", Values(samples, sample => sample.Processors))),
            Chart("Memory", Size, needs.Memory.Value, ("used", Values(samples, sample => sample.MemoryBytes))),
            Chart("Input and output", value => $"{Size(value)}/s", 1024, ("read", Rates(samples, sample => sample.ReadBytes)), ("written", Rates(samples, sample => sample.WrittenBytes))),
            Chart("Network", value => $"{Size(value)}/s", 1024, ("received", Rates(samples, sample => sample.ReceivedBytes)), ("sent", Rates(samples, sample => sample.SentBytes))),
        ];
        if (samples[^1].Accelerators.Count == 0) return charts;
        charts.Add(Chart("Accelerators", value => $"{100 * value:0} %", 1, ("mean of all", Values(samples, sample => Mean(sample, one => one.Utilisation))), ("busiest", Values(samples, sample => Highest(sample, one => one.UtilisationMaximum)))));
        charts.Add(Chart("Accelerator memory", Size, 1 << 20, ("used by all", Values(samples, sample => sample.Accelerators.Sum(one => (double)one.MemoryBytes)))));
        charts.Add(Chart("Power", value => $"{value:0} W", 1, ("drawn by all", Values(samples, sample => sample.Accelerators.Sum(one => one.Watts)))));
        return charts;

        static double Mean(ReplicaSample sample, Func<AcceleratorSample, double> value) => sample.Accelerators.Select(value).DefaultIfEmpty().Average();
        static double Highest(ReplicaSample sample, Func<AcceleratorSample, double> value) => sample.Accelerators.Select(value).DefaultIfEmpty().Max();
    }

    private static Usage Chart(string title, Func<double, string> write, double least, params IReadOnlyList<(string Name, IReadOnlyList<double> Values)> series)
    {
        var highest = Math.Max(least, series.Max(one => one.Values.Max()));
        return new(title, string.Join(", ", series.Select(one => write(one.Values[^1]))), write(highest), highest, series);
    }

    private static List<double> Values(IReadOnlyList<ReplicaSample> samples, Func<ReplicaSample, double> value) => [.. samples.Select(value)];

    // What is counted from the beginning becomes a rate between two samples; a shim that took over may count anew.
    private static List<double> Rates(IReadOnlyList<ReplicaSample> samples, Func<ReplicaSample, long> count) =>
        [.. samples.Zip(samples.Skip(1), (before, after) => Math.Max(0, count(after) - count(before)) / Math.Max(0.001, (after.At - before.At).TotalSeconds))];

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Size(double value) => new Bytes((long)value).ToString();
}
