using Athanor.Benchmarks.Harness;

namespace Athanor.Benchmarks.Datasets;

/// <summary>How long a user waits for a folder of many small files to be in a dataset, and for hearing that nothing in it changed.</summary>
internal sealed class DataImportBenchmark : IBenchmark
{
    private const int ImportRounds = 3;
    private const int CheckRounds = 7;
    private static readonly Bar ImportBar = Harness.Bar.RatioAtMost(1);
    private static readonly Bar CheckBar = Harness.Bar.RatioAtMost(1.5);

    public string Name => "data-import";

    public string Description =>
        $"Importing {SmallFiles.Folders * SmallFiles.FilesPerFolder} files of {SmallFiles.Size >> 10} KiB into a dataset of a server on the same machine, durably, " +
        "against `cp -r` and then `sha256sum` of the same tree; importing it again unchanged, against `find -printf` of it.";

    public string Bar => $"import {ImportBar.Describe("")}; again {CheckBar.Describe("")}";

    public async Task<BenchmarkResult> RunAsync(Workplace workplace, CancellationToken cancellation)
    {
        Workplace.Say("making the files");
        var tree = SmallFiles.Make(Path.Combine(workplace.Directory, "tree"));
        await using var server = await StartServerAsync(workplace, cancellation);
        var shell = new Shell(workplace.Clock, new Dictionary<string, string> { ["XDG_CACHE_HOME"] = Path.Combine(workplace.Directory, "cache") });
        var athanor = $"{workplace.Binary} data --data {Path.Combine(workplace.Directory, "data")}";

        var (import, copy) = await TakeAsync(
            "import", ImportRounds, round => ImportAsync(shell, athanor, tree, round, cancellation), round => CopyAsync(shell, workplace, tree, round, cancellation));
        var (check, find) = await TakeAsync(
            "again",
            CheckRounds,
            _ => shell.RunAsync($"{athanor} import {tree} round-{ImportRounds}", cancellation),
            _ => shell.RunAsync($"find {tree} -printf '%s %T@ %p\\n'", cancellation));
        return new(
            [new("import", "s", import.Median, copy.Median, ImportBar), new("again", "s", check.Median, find.Median, CheckBar)],
            [import, copy, check, find]);
    }

    private static async Task<AthanorServer> StartServerAsync(Workplace workplace, CancellationToken cancellation)
    {
        var server = AthanorServer.Start(workplace.Binary, Path.Combine(workplace.Directory, "data"));
        using var client = new HttpClient();
        await server.WaitUntilReadyAsync(client, workplace.Clock, cancellation);
        return server;
    }

    // Each round into a dataset of its own, with nothing remembered of the rounds before; nobody pays for what the other left unwritten.
    private static async Task<double> ImportAsync(Shell shell, string athanor, string tree, int round, CancellationToken cancellation)
    {
        await shell.RunAsync($"{athanor} create round-{round}; sync", cancellation);
        return await shell.RunAsync($"{athanor} import {tree} round-{round}", cancellation);
    }

    // Each copy beside the ones before it: on a disk that is told of freed blocks, removing them would slow down the next.
    private static async Task<double> CopyAsync(Shell shell, Workplace workplace, string tree, int round, CancellationToken cancellation)
    {
        var copy = Path.Combine(workplace.Directory, $"copy-{round}");
        await shell.RunAsync("sync", cancellation);
        return await shell.RunAsync($"cp -r {tree} {copy}; find {tree} -type f -print0 | xargs -0 sha256sum", cancellation);
    }

    /// <summary>In turns, so that both meet the same machine; the first round warms and is not counted.</summary>
    private static async Task<(Series Ours, Series Reference)> TakeAsync(string name, int rounds, Func<int, Task<double>> ours, Func<int, Task<double>> reference)
    {
        List<double> oursTaken = [], referenceTaken = [];
        for (var round = 0; round <= rounds; round++)
        {
            var (our, their) = (await ours(round), await reference(round));
            Workplace.Say($"{name} {round}: {our:0.000} s against {their:0.000} s");
            if (round == 0) continue;
            oursTaken.Add(our);
            referenceTaken.Add(their);
        }
        return (new(name, "s", oursTaken), new($"{name}, reference", "s", referenceTaken));
    }
}
