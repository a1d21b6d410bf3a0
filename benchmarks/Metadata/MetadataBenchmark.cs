using Athanor.Benchmarks.Harness;
using Athanor.Conformance.Engines;
using Athanor.Foundation.Databases;

namespace Athanor.Benchmarks.Metadata;

/// <summary>What group commit is worth: the same row on the same engine and disk, grouped and in a transaction each, in turns.</summary>
internal sealed class MetadataBenchmark : IBenchmark
{
    private const int Repetitions = 5;
    private const int MostCallers = 64;
    private static readonly int[] CallerCounts = [1, 16, MostCallers];
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(800);
    private static readonly Bar GroupingBar = Harness.Bar.RatioAtLeast(8);

    private readonly ThingRows _rows = new();

    public string Name => "metadata";

    public string Description =>
        "Durable single-row writes per second on both engines, grouped and with one transaction per write, in turns within one run (medians of 5). "
        + "SQLite's reference is the faster of one connection behind a lock and one connection per caller.";

    public string Bar => $"{GroupingBar.Describe("rows/s")} with {MostCallers} callers on SQLite";

    public async Task<BenchmarkResult> RunAsync(Workplace workplace, CancellationToken cancellation)
    {
        Load load(int callers) => new(callers, Window, workplace.Clock);
        var comparisons = await CompareOnSqliteAsync(workplace.Directory, load, cancellation);
        if (PostgresServer.Binaries is not null) comparisons.AddRange(await CompareOnPostgresAsync(load, cancellation));

        // The figure that the bar is on comes first.
        var ordered = comparisons.OrderByDescending(comparison => comparison.Figure.Bar is not null).ToList();
        return new([.. ordered.Select(comparison => comparison.Figure)], [.. ordered.SelectMany(comparison => comparison.Measurements)]);
    }

    private async Task<List<Comparison>> CompareOnSqliteAsync(string folder, Func<int, Load> load, CancellationToken cancellation)
    {
        await using var database = DatabaseOpener.Open(new(), folder, ThingRows.Tables, TimeProvider.System);
        var reference = new SqliteReference(Path.Combine(folder, DatabaseOpener.FileName), _rows);
        return await CompareAsync(
            "SQLite",
            callers => WithGroupsAsync(database, load(callers), cancellation),
            callers => reference.BehindOneLockAsync(callers, load),
            callers => reference.OnOwnConnectionsAsync(callers, load));
    }

    private async Task<List<Comparison>> CompareOnPostgresAsync(Func<int, Load> load, CancellationToken cancellation)
    {
        // PostgreSQL runs as a user of its own, which may not enter the benchmark's folder.
        await using var server = await PostgresServer.StartNewAsync("/var/tmp", isDurable: true, cancellation);
        var url = server.Url("postgres");
        await using var database = DatabaseOpener.Open(new() { Url = url }, "", ThingRows.Tables, TimeProvider.System);
        var reference = new PostgresReference(new Uri(url), _rows);
        return await CompareAsync("PostgreSQL", callers => WithGroupsAsync(database, load(callers), cancellation), callers => reference.RunAsync(callers, load, cancellation));
    }

    private static async Task<List<Comparison>> CompareAsync(string engine, Func<int, Task<double>> grouped, params Func<int, Task<double>>[] references)
    {
        var comparisons = new List<Comparison>();
        foreach (var callers in CallerCounts)
        {
            var ours = new List<double>();
            var theirs = references.Select(_ => new List<double>()).ToList();
            await grouped(callers);
            for (var repetition = 0; repetition < Repetitions; repetition++)
            {
                ours.Add(await grouped(callers));
                for (var index = 0; index < references.Length; index++) theirs[index].Add(await references[index](callers));
            }
            comparisons.Add(Comparison.Of($"{engine}, {callers} callers", ours, theirs, engine == "SQLite" && callers == MostCallers ? GroupingBar : null));
            Workplace.Say($"{comparisons[^1].Figure.Name}: {comparisons[^1].Figure.Ratio:0.0} times");
        }
        return comparisons;
    }

    private Task<double> WithGroupsAsync(Database database, Load load, CancellationToken cancellation) => load.RunAsync(async _ =>
    {
        var (name, at) = _rows.Next();
        await database.WriteAsync(session => session.Execute($"INSERT INTO things (name, at, note) VALUES ({name}, {at}, {_rows.Note})"), cancellation);
    });

    private sealed record Comparison(Figure Figure, IReadOnlyList<Series> Measurements)
    {
        public static Comparison Of(string name, List<double> ours, List<List<double>> theirs, Bar? bar)
        {
            var grouped = new Series($"{name}, grouped", "rows/s", ours);
            var separate = theirs.Select(values => new Series($"{name}, separate", "rows/s", values)).MaxBy(series => series.Median)!;
            return new(new Figure(name, "rows/s", grouped.Median, separate.Median, bar), [grouped, separate]);
        }
    }
}
