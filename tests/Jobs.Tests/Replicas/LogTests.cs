using System.Security.Cryptography;
using System.Text;
using Athanor.Conformance;
using Athanor.Foundation.Units;
using Athanor.Jobs.Replicas;
using Athanor.Jobs.Replicas.Logs;

namespace Athanor.Jobs.Tests.Replicas;

public sealed class LogTests
{
    private const int Size = 50_000_000;
    private const string FiftyMegabytes = "head -c 50000000 /dev/zero | openssl enc -aes-128-ctr -nosalt -K 00000000000000000000000000000000 -iv 00000000000000000000000000000000";

    [Fact]
    public async Task Fifty_megabytes_of_any_bytes_arrive_in_the_log_and_at_a_follower()
    {
        using var scene = new Scene().Script(FiftyMegabytes);
        scene.Folder.Write(scene.Launch);
        var followed = scene.ReadLogAsync(0, follow: true);
        using var aes = Aes.Create();
        aes.Key = new byte[16];

        var end = await scene.RunAsync();

        Assert.True(end.IsSuccess);
        var seen = await followed;
        Assert.Equal(Size, seen.Length);
        Assert.Equal(SHA256.HashData(seen), SHA256.HashData(scene.LogBytes));
        Assert.Equal(aes.EncryptEcb(new byte[16], PaddingMode.None), seen[..16]);     // the first block of the counter is encrypted zeros
        Assert.Equal(new LogExtent(0, Size), ReplicaLog.ExtentOf(scene.Folder));
    }

    [Fact]
    public async Task A_log_is_held_to_its_budget_and_says_what_was_dropped()
    {
        using var scene = new Scene().Script("seq 1 300000");
        scene.Launch = scene.Launch with { LogBudget = Bytes.FromMebibytes(1) };

        await scene.RunAsync();

        var extent = ReplicaLog.ExtentOf(scene.Folder);
        Assert.Equal(1_988_895, extent.End);
        Assert.InRange(extent.End - extent.First, 500_000, 1 << 20);
        await foreach (var piece in ReplicaLog.ReadAsync(scene.Folder, 100, follow: false, TimeProvider.System, Scene.Cancellation))
        {
            Assert.Equal((extent.First, extent.First - 100), (piece.Position, piece.Dropped));
            break;
        }
        Assert.EndsWith("299999\n300000\n", scene.LogText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_follower_hears_of_a_line_at_once_and_of_the_end()
    {
        using var scene = new Scene().Script("while [ ! -e go ]; do sleep 0.02; done; printf half; while [ ! -e on ]; do sleep 0.02; done; printf whole");
        scene.Start();
        await ReplicaWatch.StartAsync(scene.Folder, TimeProvider.System, Scene.Cancellation);

        var pieces = ReplicaLog.ReadAsync(scene.Folder, 0, follow: true, TimeProvider.System, Scene.Cancellation).GetAsyncEnumerator(Scene.Cancellation);
        var next = pieces.MoveNextAsync().AsTask();
        await File.WriteAllTextAsync(Path.Combine(scene.Launch.WorkDirectory, "go"), "", Scene.Cancellation);
        Assert.True(await next);
        Assert.Equal("half", Encoding.UTF8.GetString(pieces.Current.Content.Span));
        next = pieces.MoveNextAsync().AsTask();
        await File.WriteAllTextAsync(Path.Combine(scene.Launch.WorkDirectory, "on"), "", Scene.Cancellation);
        Assert.True(await next);

        Assert.Equal((4L, "whole"), (pieces.Current.Position, Encoding.UTF8.GetString(pieces.Current.Content.Span)));
        Assert.False(await pieces.MoveNextAsync());
    }

    [Fact]
    public async Task A_follower_of_a_lost_replica_ends()
    {
        using var scene = new Scene().Script("echo ready; sleep 100");
        var shim = scene.Start();
        await scene.SaysAsync("ready");
        var followed = scene.ReadLogAsync(0, follow: true);

        shim.Kill();

        Assert.Equal("ready\n"u8.ToArray(), await followed);
    }

    [Theory]
    [InlineData(1, "c\n")]
    [InlineData(2, "b\nc\n")]
    [InlineData(3, "a\nb\nc\n")]
    [InlineData(9, "a\nb\nc\n")]
    [InlineData(0, "")]
    public async Task The_last_lines_begin_where_they_begin(int lines, string expected)
    {
        using var scene = new Scene();
        using (var log = LogFile.Open(scene.Folder.LogFolder, Bytes.FromMebibytes(1)))
        {
            RandomAccess.Write(log.Segment, "a\nb\nc\n"u8, 0);
        }

        var position = ReplicaLog.PositionOfLastLines(scene.Folder, lines);

        Assert.Equal(expected, Encoding.UTF8.GetString(await scene.ReadLogAsync(position, follow: false)));
    }

    [Fact]
    public async Task The_last_lines_are_found_across_segments_and_without_an_end_of_line()
    {
        using var scene = new Scene().Script("head -c 300000 /dev/zero; printf '\\nlast'");
        scene.Launch = scene.Launch with { LogBudget = Bytes.FromMebibytes(1) };

        await scene.RunAsync();

        Assert.Equal(300_001, ReplicaLog.PositionOfLastLines(scene.Folder, 1));
        Assert.Equal(0, ReplicaLog.PositionOfLastLines(scene.Folder, 2));
        Assert.True(LogSegments.Starts(scene.Folder.LogFolder).Count > 1);
    }

    [Fact]
    public async Task A_full_disk_costs_output_and_the_log_says_so_once_there_is_room()
    {
        using var disk = SmallDisk.Mount();
        using var scene = new Scene(Path.Combine(disk.Path, "replica")).Script("yes 0123456 | head -c 4000000; touch filled; while [ ! -e go ]; do sleep 0.02; done; echo last; exit 6");
        var ballast = Path.Combine(disk.Path, "ballast");
        await File.WriteAllBytesAsync(ballast, new byte[4 << 20], Scene.Cancellation);
        scene.Start();
        await Eventually.HoldsAsync(() => Task.FromResult(File.Exists(Path.Combine(scene.Launch.WorkDirectory, "filled"))), "the command has written all to a disk that is full");

        File.Delete(ballast);
        await scene.SaysAsync("bytes of output were lost: no space left on the device\n");
        await File.WriteAllTextAsync(Path.Combine(scene.Launch.WorkDirectory, "go"), "", Scene.Cancellation);
        var end = await scene.EndAsync();

        Assert.Equal(6, end.ExitCode);
        Assert.EndsWith("last\n", scene.LogText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disk_that_stays_full_leaves_room_for_the_end()
    {
        using var disk = SmallDisk.Mount();
        using var scene = new Scene(Path.Combine(disk.Path, "replica")).Script("yes 0123456 | head -c 16000000; exit 6");

        var end = await scene.RunAsync();

        Assert.Equal(6, end.ExitCode);
        Assert.Contains("bytes of output", $"{end.Detail}{scene.LogText}", StringComparison.Ordinal);
    }
}
