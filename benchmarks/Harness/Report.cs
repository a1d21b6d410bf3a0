using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Athanor.Benchmarks.Harness;

/// <summary>The three forms of a result: the list, a line of JSON for programs, and a Markdown page that is kept.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void List(IReadOnlyList<IBenchmark> benchmarks, TextWriter output)
    {
        var table = new MarkdownTable("Benchmark", "Has to hold", "What is measured");
        foreach (var benchmark in benchmarks) table.Add(benchmark.Name, benchmark.Bar, benchmark.Description);
        output.Write(table);
    }

    public static void WriteLine(IBenchmark benchmark, BenchmarkResult result, Machine machine, TextWriter output)
    {
        var first = result.Figures[0];
        output.WriteLine(JsonSerializer.Serialize(
            new
            {
                Bench = benchmark.Name,
                first.Ours,
                first.Reference,
                first.Ratio,
                Bar = first.Bar?.Describe(first.Unit),
                result.Holds,
                first.Unit,
                Machine = machine,
                Figures = result.Figures.Select(figure => new
                {
                    figure.Name,
                    figure.Ours,
                    figure.Reference,
                    figure.Ratio,
                    Bar = figure.Bar?.Describe(figure.Unit),
                    figure.Holds,
                    figure.Unit,
                }),
            },
            Json));
    }

    public static void WriteTable(IBenchmark benchmark, BenchmarkResult result, Machine machine, string file, DateTimeOffset date)
    {
        var figures = new MarkdownTable("Figure", "Ours", "Reference", "Ratio", "Has to be", "Holds");
        foreach (var figure in result.Figures)
        {
            figures.Add(
                figure.Name, Show(figure.Ours, figure.Unit), Show(figure.Reference, figure.Unit), figure.Ratio is { } ratio ? Show(ratio, "") : "none", figure.Bar?.Describe(figure.Unit) ?? "", figure.Bar is null ? "" : figure.Holds ? "yes" : "**no**");
        }

        var measurements = new MarkdownTable("Measurement", "Median", "All, in order");
        foreach (var series in result.Measurements)
            measurements.Add(series.Name, Show(series.Median, series.Unit), string.Join(", ", series.Values.Select(value => Show(value, ""))));

        var page = new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture, $"# {benchmark.Name}").AppendLine()
            .AppendLine(benchmark.Description).AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"{date:yyyy-MM-dd}, {machine.Processor}, {machine.Cores} cores, {machine.MemoryGibibytes} GiB, Linux {machine.Kernel},")
            .AppendLine(CultureInfo.InvariantCulture, $"{machine.Runtime}, {machine.FileSystem}.").AppendLine()
            .Append(figures).AppendLine()
            .Append(measurements);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, page.ToString());
        Workplace.Say($"{figures}");
    }

    private static string Show(double value, string unit) => $"{value:0.###} {unit}".TrimEnd();
}
