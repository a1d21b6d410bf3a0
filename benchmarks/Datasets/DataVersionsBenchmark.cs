using System.Formats.Tar;
using System.Text;
using Athanor.Benchmarks.Harness;
using Athanor.Benchmarks.Objects;

namespace Athanor.Benchmarks.Datasets;

/// <summary>What one does with versions must cost what changes between them, and not what is in them.</summary>
internal sealed class DataVersionsBenchmark : IBenchmark
{
    private const int Few = 10_000;
    private const int Many = 1_000_000;
    private const int FilesPerImport = 10_000;
    private const int ChangedFiles = 10;
    private const int Rounds = 15;
    private const int OpenedPerRound = 50;
    private static readonly Bar CostBar = Harness.Bar.RatioAtMost(2);

    private readonly Random _random = new(17);
    private readonly List<string> _commitsOfMany = [];
    private readonly List<string> _commitsOfFew = [];
    private int _changes;

    public string Name => "data-versions";

    public string Description =>
        $"Time of a commit of {ChangedFiles} changed files, of the diff of two neighbouring commits and of finding a file in any commit, through the API, in a dataset of {Many:N0} files against the same in one of {Few:N0}.";

    public string Bar => CostBar.Describe("");

    public async Task<BenchmarkResult> RunAsync(Workplace workplace, CancellationToken cancellation)
    {
        await using var server = await DatasetServer.StartAsync(workplace, cancellation);
        foreach (var (name, files, commits) in new[] { ("few", Few, _commitsOfFew), ("many", Many, _commitsOfMany) }) await FillAsync(server, name, files, commits, cancellation);

        var (commit, commitOfFew) = await Turns.TakeAsync(
            "commit", "µs", Rounds, () => CommitAsync(workplace, server, "many", Many, _commitsOfMany, cancellation), () => CommitAsync(workplace, server, "few", Few, _commitsOfFew, cancellation));
        var (diff, diffOfFew) = await Turns.TakeAsync(
            "diff", "µs", Rounds, () => DiffAsync(workplace, server, "many", _commitsOfMany, cancellation), () => DiffAsync(workplace, server, "few", _commitsOfFew, cancellation));
        var (open, openOfFew) = await Turns.TakeAsync(
            "open", "µs", Rounds, () => OpenAsync(workplace, server, "many", Many, _commitsOfMany, cancellation), () => OpenAsync(workplace, server, "few", Few, _commitsOfFew, cancellation));
        return new(
            [
                new("commit", "µs", commit.Median, commitOfFew.Median, CostBar),
                new("diff", "µs", diff.Median, diffOfFew.Median, CostBar),
                new("open", "µs", open.Median, openOfFew.Median, CostBar),
            ],
            [commit, commitOfFew, diff, diffOfFew, open, openOfFew]);
    }

    private static async Task FillAsync(DatasetServer server, string name, int files, List<string> commits, CancellationToken cancellation)
    {
        Workplace.Say($"importing {files:N0} files");
        await server.PostAsync("", new { name }, cancellation);
        for (var first = 0; first < files; first += FilesPerImport) await server.ImportAsync(name, TarOf(Enumerable.Range(first, FilesPerImport).Select(PathOf), ""), cancellation);
        commits.Add(IdOf(await server.PostAsync($"/{name}/branches/main/commit", new { message = "All of it" }, cancellation)));
    }

    // Bringing the changes there is an import, whose cost is another benchmark's.
    private async Task<double> CommitAsync(Workplace workplace, DatasetServer server, string name, int files, List<string> commits, CancellationToken cancellation)
    {
        await server.ImportAsync(name, TarOf(Enumerable.Range(0, ChangedFiles).Select(_ => PathOf(_random.Next(files))).Distinct().Order(StringComparer.Ordinal), $"change {_changes++}"), cancellation);
        var begin = workplace.Clock.GetTimestamp();
        var commit = await server.PostAsync($"/{name}/branches/main/commit", new { message = "A few of them" }, cancellation);
        var taken = workplace.Clock.GetElapsedTime(begin);
        commits.Add(IdOf(commit));
        return taken.TotalMicroseconds;
    }

    private async Task<double> DiffAsync(Workplace workplace, DatasetServer server, string name, List<string> commits, CancellationToken cancellation)
    {
        var at = _random.Next(1, commits.Count - 1);
        var begin = workplace.Clock.GetTimestamp();
        var changes = await server.GetAsync($"/{name}/diff?from={commits[at]}&to={commits[at + 1]}", cancellation);
        var taken = workplace.Clock.GetElapsedTime(begin);
        if (changes.GetProperty("items").GetArrayLength() is < ChangedFiles / 2 or > ChangedFiles) throw new InvalidOperationException("The diff does not have the files that were changed.");
        return taken.TotalMicroseconds;
    }

    private async Task<double> OpenAsync(Workplace workplace, DatasetServer server, string name, int files, List<string> commits, CancellationToken cancellation)
    {
        var begin = workplace.Clock.GetTimestamp();
        for (var opened = 0; opened < OpenedPerRound; opened++)
        {
            var path = PathOf(_random.Next(files));
            var found = await server.GetAsync($"/{name}/entries?ref={commits[_random.Next(commits.Count)]}&prefix={path}&limit=1", cancellation);
            if (found.GetProperty("items")[0].GetProperty("path").GetString() != path) throw new InvalidOperationException("The file was not found.");
        }
        return workplace.Clock.GetElapsedTime(begin).TotalMicroseconds / OpenedPerRound;
    }

    private static string PathOf(int number) => $"train/{number / 1000:0000}/leaf-{number:0000000}.jpg";

    private static string IdOf(System.Text.Json.JsonElement commit) => commit.GetProperty("id").GetString()!;

    private static byte[] TarOf(IEnumerable<string> paths, string content)
    {
        var stream = new MemoryStream();
        var bytes = Encoding.UTF8.GetBytes(content);
        using (var tar = new TarWriter(stream, TarEntryFormat.Ustar, leaveOpen: true))
            foreach (var path in paths) tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(bytes) });
        return stream.ToArray();
    }
}
