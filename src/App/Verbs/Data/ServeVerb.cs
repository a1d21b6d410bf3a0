using System.CommandLine;
using System.Globalization;
using Athanor.Datasets.Api;
using Athanor.Foundation.Problems;
using Microsoft.Win32.SafeHandles;

namespace Athanor.App.Verbs.Data;

/// <summary>Streams a worker's share of the samples as a tar, for whatever program trains: <c>athanor data serve plants@main | train</c>.</summary>
internal static class ServeVerb
{
    private const nint StandardOutput = 1;
    private const int BrokenPipe = 32;

    /// <summary>As a shell reports a program that wrote into a closed pipe.</summary>
    private const int EndedByReader = 141;

    private static readonly Argument<string?> Dataset = new("dataset") { Description = "DATASET or DATASET@REF, where REF is a branch, a tag or the beginning of a commit.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string?> Shards = new("--shards") { Description = "A folder of `athanor data pack` to read instead of a dataset; no server is asked." };
    private static readonly Option<int?> WorldSize = new("--world-size") { Description = "How many workers share each epoch (WORLD_SIZE; 1)." };
    private static readonly Option<int?> Rank = new("--rank") { Description = "Which of them this is, counted from 0 (RANK; 0)." };
    private static readonly Option<ulong?> Seed = new("--seed") { Description = "The same seed is the same order (0)." };
    private static readonly Option<long?> Epoch = new("--epoch") { Description = "The epoch to begin with, counted from 0." };
    private static readonly Option<long?> Epochs = new("--epochs") { Description = "How many epochs to stream (1)." };
    private static readonly Option<long?> From = new("--from") { Description = "The index in that epoch to begin at: as many samples as all workers together have taken." };
    private static readonly Option<bool> Shuffle = new("--shuffle") { Description = "Shuffle each epoch (so it is without this, too)." };
    private static readonly Option<bool> NoShuffle = new("--no-shuffle") { Description = "Keep the order of the dataset." };
    private static readonly Option<bool> DropRemainder = new("--drop-remainder") { Description = "Give all workers equally many samples, and leave out the few that are over." };

    public static Command Create() => Verb.Of("serve", "Stream samples as tar on standard output.", RunAsync, Dataset, Shards, WorldSize, Rank, Seed, Epoch, Epochs, From, Shuffle, NoShuffle, DropRemainder);

    private static async Task<int> RunAsync(Invocation cli, CancellationToken cancellation)
    {
        if (!Console.IsOutputRedirected) throw new ProblemException(DataCommandProblems.Terminal);
        if (cli.Get(Shuffle) && cli.Get(NoShuffle)) throw new ProblemException(DataCommandProblems.BothShuffles);

        if (cli.Get(Dataset) is null == cli.Get(Shards) is null) throw new ProblemException(DataCommandProblems.DatasetOrShards);
        try
        {
            await using var output = OpenOutput();
            if (cli.Get(Shards) is { } folder) await LocalSamples.CopyToAsync(folder, QueryOf(cli), output, cancellation);
            else await CopyFromServerAsync(cli, output, cancellation);
            return Verb.Succeeded;
        }
        catch (IOException failure) when (failure.HResult == BrokenPipe)
        {
            return EndedByReader;
        }
    }

    // The console's own stream swallows what nobody reads any more, and so would go on for ever.
    private static FileStream OpenOutput() => new(new SafeFileHandle(StandardOutput, ownsHandle: false), FileAccess.Write, bufferSize: 0);

    private static async Task CopyFromServerAsync(Invocation cli, Stream output, CancellationToken cancellation)
    {
        using var api = cli.Api();
        await using var samples = await api.OpenAsync(AddressOf(cli), cancellation);
        await samples.CopyToAsync(output, cancellation);
    }

    private static SamplesQuery QueryOf(Invocation cli) => new(
        Reference: null, WorldSizeOf(cli), RankOf(cli), cli.Get(Seed), cli.Get(Epoch), cli.Get(Epochs), cli.Get(From), Shuffle: !cli.Get(NoShuffle), Block: null, Window: null, cli.Get(DropRemainder) ? "drop" : null);

    private static int? WorldSizeOf(Invocation cli) => cli.Get(WorldSize) ?? Environment("WORLD_SIZE");

    private static int? RankOf(Invocation cli) => cli.Get(Rank) ?? Environment("RANK");

    private static string AddressOf(Invocation cli)
    {
        var (name, reference) = VersionName.Split(cli.Get(Dataset)!);
        (string Name, object? Value)[] asked =
        [
            ("ref", reference),
            ("worldSize", WorldSizeOf(cli)),
            ("rank", RankOf(cli)),
            ("seed", cli.Get(Seed)),
            ("epoch", cli.Get(Epoch)),
            ("epochs", cli.Get(Epochs)),
            ("from", cli.Get(From)),
            ("shuffle", cli.Get(NoShuffle) ? "false" : null),
            ("remainder", cli.Get(DropRemainder) ? "drop" : null),
        ];
        var query = asked.Where(one => one.Value is not null).Select(one => $"{one.Name}={Uri.EscapeDataString(Convert.ToString(one.Value, CultureInfo.InvariantCulture)!)}");
        return $"/api/v1/datasets/{Uri.EscapeDataString(name)}/samples?{string.Join('&', query)}";
    }

    // What torchrun and its like tell each worker.
    private static int? Environment(string name) => int.TryParse(Invocation.Variable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
