using System.Collections.Concurrent;
using System.CommandLine;
using Athanor.Foundation.Units;
using Athanor.Objects.Client;
using Spectre.Console;

namespace Athanor.App.Verbs.Objects;

/// <summary>Moving bytes between this machine and buckets, and between buckets.</summary>
internal static class TransferVerbs
{
    private const int AtOnce = 4;

    private static readonly Argument<string> From = new("from") { Description = "A file or folder, or s3://BUCKET/KEY." };
    private static readonly Argument<string> To = new("to") { Description = "A file or folder, or s3://BUCKET/KEY." };
    private static readonly Option<bool> Recursive = new("--recursive", "-r") { Description = "All that is in it." };
    private static readonly Option<bool> Delete = new("--delete") { Description = "Remove from the target what the source does not have." };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Only tell what would be done." };

    public static Command Copy() => Verb.Of("cp", "Copy a file or an object; an interrupted copy is gone on with.", (cli, cancellation) => CopyAsync(cli, isMove: false, cancellation), From, To, Recursive);

    public static Command Move() => Verb.Of("mv", "Copy, then remove the source.", (cli, cancellation) => CopyAsync(cli, isMove: true, cancellation), From, To, Recursive);

    public static Command Sync() => Verb.Of("sync", "Copy what is new or changed between a folder and a prefix, or between two prefixes.", SyncAsync, From, To, Delete, DryRun);

    private static async Task<int> CopyAsync(Invocation cli, bool isMove, CancellationToken cancellation)
    {
        using var client = new S3Client(cli.S3(), TimeProvider.System);
        var remote = new RemoteBuckets(client);
        var plan = await new TransferPlan(remote).CopyAsync(Place.Read(cli.Get(From)!), Place.Read(cli.Get(To)!), cli.Get(Recursive), cancellation);
        var (bytes, elapsed) = await RunAsync(remote, plan, isMove, cancellation);
        Say(cli, plan, [], bytes, elapsed, isMove ? "moved" : "copied");
        return Verb.Succeeded;
    }

    private static async Task<int> SyncAsync(Invocation cli, CancellationToken cancellation)
    {
        using var client = new S3Client(cli.S3(), TimeProvider.System);
        var remote = new RemoteBuckets(client);
        var (changed, extra) = await new TransferPlan(remote).SyncAsync(Place.Read(cli.Get(From)!), Place.Read(cli.Get(To)!), cancellation);
        if (!cli.Get(Delete)) extra.Clear();
        if (cli.Get(DryRun))
        {
            Say(cli, changed, extra, changed.Sum(transfer => transfer.Size), TimeSpan.Zero, "would be copied");
            return Verb.Succeeded;
        }

        var (bytes, elapsed) = await RunAsync(remote, changed, isMove: false, cancellation);
        foreach (var bucket in extra.Where(place => place.IsRemote).GroupBy(place => place.Bucket!))
            await remote.DeleteAsync(bucket.Key, bucket.Select(place => (place.Path, (string?)null)).ToAsyncEnumerable(), cancellation);
        foreach (var file in extra.Where(place => !place.IsRemote)) File.Delete(file.Path);
        Say(cli, changed, extra, bytes, elapsed, "copied");
        return Verb.Succeeded;
    }

    private static async Task<(long Bytes, TimeSpan Elapsed)> RunAsync(RemoteBuckets remote, List<Transfer> plan, bool isMove, CancellationToken cancellation)
    {
        using var progress = new TransferProgress(plan.Sum(transfer => transfer.Size));
        await Parallel.ForEachAsync(Partitioner.Create(plan, loadBalance: true).GetDynamicPartitions(), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (transfer, stop) =>
        {
            await RunAsync(remote, transfer, progress, stop);
            if (!isMove || transfer.From == transfer.To) return;
            if (transfer.From.IsRemote) await remote.DeleteAsync(transfer.From.Bucket!, transfer.From.Path, stop);
            else File.Delete(transfer.From.Path);
        });
        return (progress.Done, progress.Elapsed);
    }

    private static async Task RunAsync(RemoteBuckets remote, Transfer transfer, TransferProgress progress, CancellationToken cancellation)
    {
        var (from, to) = (transfer.From, transfer.To);
        if (!from.IsRemote)
        {
            await remote.UploadAsync(from.Path, to.Bucket!, to.Path, progress.Add, cancellation);
        }
        else if (!to.IsRemote)
        {
            await remote.DownloadAsync(from.Bucket!, from.Path, to.Path, progress.Add, cancellation);
        }
        else
        {
            if (from != to) await remote.CopyAsync(from.Bucket!, from.Path, to.Bucket!, to.Path, cancellation);
            progress.Add(transfer.Size);
        }
    }

    private static void Say(Invocation cli, List<Transfer> plan, List<Place> removed, long bytes, TimeSpan elapsed, string done) => cli.Output.Write(
        new { transfers = plan.Select(transfer => new { from = transfer.From.ToString(), to = transfer.To.ToString(), transfer.Size }), removed = removed.Select(place => place.ToString()), bytes },
        console =>
        {
            foreach (var transfer in plan) console.WriteLine($"{transfer.From} -> {transfer.To}");
            foreach (var place in removed) console.WriteLine($"{place} {(elapsed == TimeSpan.Zero ? "would be removed" : "removed")}");
            var rate = elapsed > TimeSpan.Zero ? $" in {elapsed.TotalSeconds:0.0} s, {new Bytes((long)(bytes / elapsed.TotalSeconds))}/s" : "";
            console.WriteLine($"{plan.Count} {done}, {new Bytes(bytes)}{rate}");
        });
}
