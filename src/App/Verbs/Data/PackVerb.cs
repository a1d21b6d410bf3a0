using System.CommandLine;
using Athanor.App.Verbs.Objects;
using Athanor.Datasets.Loading.Shards;
using Athanor.Foundation.Problems;
using Athanor.Foundation.Units;
using Athanor.Objects.Client;
using Spectre.Console;

namespace Athanor.App.Verbs.Data;

/// <summary><c>athanor data pack</c>: a commit as shards in a folder, and a fact that tells where they come from.</summary>
internal static class PackVerb
{
    private static readonly Argument<string> Source = new("source") { Description = "DATASET or DATASET@REF: a branch is taken as it was committed last." };
    private static readonly Argument<string> Folder = new("folder") { Description = "The folder, empty or not there yet." };
    private static readonly Option<string?> TargetBytes = new("--target-bytes") { Description = "How large a shard may grow (256MiB)." };

    public static Command Create() => Verb.Of("pack", "Pack a version into shards, for training without the server.", RunAsync, Source, Folder, TargetBytes);

    private static async Task<int> RunAsync(Invocation cli, CancellationToken cancellation)
    {
        var options = OptionsOf(cli);
        using var api = cli.Api();
        using var client = new S3Client(cli.S3(), TimeProvider.System);
        var place = await DatasetPlace.ReadWhole(cli.Get(Source)!).ResolveAsync(api, cancellation);
        var commit = (await api.GetAsync($"{place.Path}/commits/{Uri.EscapeDataString(place.Ref!)}", cancellation)).GetProperty("id").GetString()!;
        var folder = Path.GetFullPath(cli.Get(Folder)!);
        var set = await ShardPacking.PackAsync(await RemoteSamples.OpenAsync(api, new(client), place, commit, cancellation), folder, options, cancellation);
        await api.SendAsync(HttpMethod.Post, $"{place.Path}/commits/{commit}/shard-sets", new { digest = $"{set.Digest}", set.Shards, set.Samples, bytes = set.Bytes }, cancellation);

        cli.Output.Write(new { commit, digest = $"{set.Digest}", set.Shards, set.Samples, bytes = set.Bytes }, console => console.WriteLine(
            $"{folder} holds {set.Samples} samples of commit {DataText.Short(commit)} in {set.Shards} {(set.Shards == 1 ? "shard" : "shards")} ({new Bytes(set.Bytes)}): shard set {DataText.Short($"{set.Digest}")}."));
        return Verb.Succeeded;
    }

    private static ShardOptions OptionsOf(Invocation cli)
    {
        if (cli.Get(TargetBytes) is not { } text) return new();
        return Bytes.TryParse(text, out var size) && size.Value > 0 ? new() { TargetSize = size } : throw new ProblemException(ObjectsCommandProblems.BadSize(text));
    }
}
