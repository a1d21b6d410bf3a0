using System.Diagnostics;
using Athanor.Benchmarks.Harness;
using Athanor.Benchmarks.Objects;
using Athanor.Jobs.Replicas;
using Athanor.Jobs.Replicas.Logs;

namespace Athanor.Benchmarks.Jobs;

/// <summary>What it costs a command that its output is kept and followed.</summary>
internal sealed class JobsLogsBenchmark : IBenchmark
{
    private const int Rounds = 5;
    private const long Rate = 100_000_000;
    private const long PacedSize = 4 * Rate;
    private const long FreeSize = 10 * Rate;
    private static readonly Bar SlowedBar = Harness.Bar.RatioAtLeast(0.95);
    private static readonly Bar RateBar = Harness.Bar.AtLeast(100);

    public string Name => "jobs-logs";

    public string Description =>
        $"A command that writes {PacedSize / 1e6:0} MB of lines to its output at {Rate / 1e6:0} MB/s, and one that writes {FreeSize / 1e6:0} MB as fast as it may: as a replica under a shim with one follower who reads every byte, " +
        "against the same command with its output piped to `cat >file`, in turns. The rates are those at which the command got rid of its output, at which the log was complete, and at which the follower had read it.";

    public string Bar => $"the command's own rate at {Rate / 1e6:0} MB/s: {SlowedBar.Describe("")}; to the log and to the follower: {RateBar.Describe("MB/s")}";

    public async Task<BenchmarkResult> RunAsync(Workplace workplace, CancellationToken cancellation)
    {
        List<double> logged = [], followed = [];
        var (paced, pacedReference) = await Turns.TakeAsync("at a rate", "MB/s", Rounds, () => RunReplicaAsync(PacedSize, Rate), () => RunPipedAsync(PacedSize, Rate));
        logged.Clear();
        followed.Clear();
        var (free, freeReference) = await Turns.TakeAsync("at will", "MB/s", Rounds, () => RunReplicaAsync(FreeSize, 0), () => RunPipedAsync(FreeSize, 0));

        var (toLog, toFollower) = (new Series("to the log", "MB/s", logged[1..]), new Series("to the follower", "MB/s", followed[1..]));
        return new(
            [
                new($"a command at {Rate / 1e6:0} MB/s", "MB/s", paced.Median, pacedReference.Median, SlowedBar),
                Figure.AgainstBar("to the log", "MB/s", toLog.Median, RateBar),
                Figure.AgainstBar("to the follower", "MB/s", toFollower.Median, RateBar),
                new("a command at will", "MB/s", free.Median, freeReference.Median, null),
            ],
            [paced, pacedReference, toLog, toFollower, free, freeReference]);

        async Task<double> RunReplicaAsync(long size, long rate)
        {
            var folder = new ReplicaFolder(Path.Combine(workplace.Directory, "replica"));
            folder.Write(new ReplicaLaunch(1, 1, 0, ChattyCommand.For(size, rate), Path.Combine(workplace.Directory, "work")));
            var begin = workplace.Clock.GetTimestamp();
            var follower = FollowAsync(folder, cancellation);
            using var shim = Process.Start(new ProcessStartInfo(workplace.Binary, ["worker", "shim", folder.Path]))!;
            var end = await ReplicaWatch.EndAsync(folder, workplace.Clock, cancellation);
            var untilEnd = workplace.Clock.GetElapsedTime(begin);
            var seen = await follower;
            if (seen != size || end is not { IsSuccess: true }) throw new InvalidOperationException($"The follower saw {seen} bytes of {size}: {end}");
            logged.Add(size / 1e6 / untilEnd.TotalSeconds);
            followed.Add(size / 1e6 / workplace.Clock.GetElapsedTime(begin).TotalSeconds);
            await shim.WaitForExitAsync(cancellation);
            return TakeRate(size, folder.Path);
        }

        async Task<double> RunPipedAsync(long size, long rate)
        {
            var folder = Directory.CreateDirectory(Path.Combine(workplace.Directory, "work")).FullName;
            using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "\"$@\" | cat >output", "sh", .. ChattyCommand.For(size, rate)]) { WorkingDirectory = folder })!;
            await shell.WaitForExitAsync(cancellation);
            return TakeRate(size, folder);
        }

        double TakeRate(long size, string folder)
        {
            var taken = ChattyCommand.SecondsTaken(Path.Combine(workplace.Directory, "work"));
            Directory.Delete(folder, recursive: true);
            return size / 1e6 / taken;
        }
    }

    private static async Task<long> FollowAsync(ReplicaFolder folder, CancellationToken cancellation)
    {
        var seen = 0L;
        await foreach (var piece in ReplicaLog.ReadAsync(folder, 0, follow: true, TimeProvider.System, cancellation)) seen += piece.Content.Length;
        return seen;
    }
}
