using System.Diagnostics;
using System.IO.Pipelines;
using Athanor.Benchmarks.Harness;
using Athanor.Foundation.Files;
using Athanor.Objects;
using Athanor.Objects.Blobs.Local;

namespace Athanor.Benchmarks.Blobs;

/// <summary>What the blob store costs beside the plainest thing that could be done instead; ours and the other take turns, so that both meet the same disk.</summary>
internal sealed class BlobsBenchmark : IBenchmark
{
    private const int LargeSize = 64 << 20;
    private const int LargeRuns = 9;
    private const int SmallSize = 4 << 10;
    private const int SmallCallers = 16;
    private const int SmallWrites = 4000;
    private const int SmallRuns = 5;
    private const int SummedBytes = 1 << 30;

    private static readonly Bar ChecksumBar = Harness.Bar.AtLeast(10);
    private static readonly Bar WriteBar = Harness.Bar.RatioAtLeast(0.8);
    private static readonly Bar ReadBar = Harness.Bar.RatioAtLeast(0.5);
    private static readonly Bar SmallBar = Harness.Bar.RatioAtLeast(10);

    private readonly byte[] _large = MakeContent(LargeSize);

    public string Name => "blobs";

    public string Description =>
        "CRC32C of blocks of 64 KiB; durable writes of 64 MiB against `dd conv=fsync`; reads of 64 MiB, each block checked, against plain read(); " +
        $"durable writes of 4 KiB by {SmallCallers} callers against one file and one fsync each (medians).";

    public string Bar => $"{ChecksumBar.Describe("GB/s")}; write {WriteBar.Describe("")}; read {ReadBar.Describe("")}; small {SmallBar.Describe("")}";

    public async Task<BenchmarkResult> RunAsync(Workplace workplace, CancellationToken cancellation)
    {
        await using var store = LocalBlobStore.Open(Path.Combine(workplace.Directory, "objects"), new ObjectsOptions(), workplace.Clock);
        var sums = new Series("checksum", "GB/s", [.. Enumerable.Range(0, LargeRuns).Select(_ => Sum(workplace))]);
        var (write, dd) = await CompareAsync("write", "MiB/s", LargeRuns, () => WriteLargeAsync(store, workplace, cancellation), () => RunDdAsync(workplace, cancellation));
        var (read, plainRead) = await CompareReadsAsync(store, workplace, cancellation);
        var (small, files) = await CompareAsync(
            "small write", "writes/s", SmallRuns, () => WriteSmallAsync(store, workplace, cancellation), () => WriteFilesAsync(workplace, syncsDirectory: false));
        var durableFiles = new List<double>();
        for (var run = 0; run < SmallRuns; run++) durableFiles.Add(await WriteFilesAsync(workplace, syncsDirectory: true));

        return new(
            [
                Figure.AgainstBar("checksum", "GB/s", sums.Median, ChecksumBar),
                new("write", "MiB/s", write.Median, dd.Median, WriteBar),
                new("read", "MiB/s", read.Median, plainRead.Median, ReadBar),
                new("small write", "writes/s", small.Median, files.Median, SmallBar),
            ],
            [sums, write, dd, read, plainRead, small, files, new("one file each, its fsync and its directory's", "writes/s", durableFiles)]);
    }

    private static async Task<(Series Ours, Series Theirs)> CompareAsync(string name, string unit, int runs, Func<Task<double>> ours, Func<Task<double>> theirs)
    {
        List<double> oursTaken = [], theirsTaken = [];
        for (var run = 0; run <= runs; run++)
        {
            var (our, their) = (await ours(), await theirs());
            Workplace.Say($"{name} {run}: {our:0} against {their:0} {unit}");
            if (run == 0) continue;     // warms the code and the disk
            oursTaken.Add(our);
            theirsTaken.Add(their);
        }
        return (new(name, unit, oursTaken), new($"{name}, reference", unit, theirsTaken));
    }

    private double Sum(Workplace workplace)
    {
        var begin = workplace.Clock.GetTimestamp();
        var sum = 0u;
        for (var summed = 0; summed < SummedBytes; summed += Blocks.Size) sum ^= Castagnoli.Of(_large.AsSpan(summed % (16 * Blocks.Size), Blocks.Size));
        GC.KeepAlive(sum);
        return SummedBytes / 1e9 / workplace.Clock.GetElapsedTime(begin).TotalSeconds;
    }

    private async Task<double> WriteLargeAsync(LocalBlobStore store, Workplace workplace, CancellationToken cancellation)
    {
        var begin = workplace.Clock.GetTimestamp();
        using var pending = await store.WriteAsync(PipeReader.Create(new(_large)), LargeSize, cancellation);
        var rate = MebibytesPerSecond(workplace, begin);
        await store.DeleteAsync([pending.Reference], cancellation);
        return rate;
    }

    private async Task<double> RunDdAsync(Workplace workplace, CancellationToken cancellation)
    {
        var source = Path.Combine(workplace.Directory, "source");
        var target = Path.Combine(workplace.Directory, "target");
        if (!File.Exists(source)) await File.WriteAllBytesAsync(source, _large, cancellation);

        var begin = workplace.Clock.GetTimestamp();
        using var dd = Process.Start("dd", [$"if={source}", $"of={target}", "bs=1M", "conv=fsync", "status=none"]);
        await dd.WaitForExitAsync(cancellation);
        var rate = MebibytesPerSecond(workplace, begin);
        File.Delete(target);
        return dd.ExitCode == 0 ? rate : throw new InvalidOperationException("dd failed.");
    }

    private async Task<(Series Ours, Series Theirs)> CompareReadsAsync(LocalBlobStore store, Workplace workplace, CancellationToken cancellation)
    {
        using var pending = await store.WriteAsync(PipeReader.Create(new(_large)), LargeSize, cancellation);
        var path = Path.Combine(workplace.Directory, "source");
        var buffer = new byte[1 << 20];
        var target = new ForgetfulWriter();

        return await CompareAsync("read", "MiB/s", LargeRuns, ReadOursAsync, () => Task.FromResult(ReadPlainly()));

        async Task<double> ReadOursAsync()
        {
            var begin = workplace.Clock.GetTimestamp();
            await store.CopyToAsync(pending.Reference, 0, LargeSize, target, cancellation);
            return MebibytesPerSecond(workplace, begin);
        }

        double ReadPlainly()
        {
            var begin = workplace.Clock.GetTimestamp();
            using var file = File.OpenHandle(path);
            for (var position = 0L; position < LargeSize; position += RandomAccess.Read(file, buffer, position)) cancellation.ThrowIfCancellationRequested();
            return MebibytesPerSecond(workplace, begin);
        }
    }

    private async Task<double> WriteSmallAsync(LocalBlobStore store, Workplace workplace, CancellationToken cancellation)
    {
        var begin = workplace.Clock.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, SmallCallers).Select(_ => Task.Run(
            async () =>
            {
                for (var write = 0; write < SmallWrites / SmallCallers; write++)
                {
                    using var pending = await store.WriteAsync(PipeReader.Create(new(_large, 0, SmallSize)), SmallSize, cancellation);
                }
            },
            cancellation)));
        return SmallWrites / workplace.Clock.GetElapsedTime(begin).TotalSeconds;
    }

    private async Task<double> WriteFilesAsync(Workplace workplace, bool syncsDirectory)
    {
        // Each run has a folder of its own that stays until the end: removing thousands of files between the runs would slow the next one's fsyncs.
        var folder = Directory.CreateDirectory(Path.Combine(workplace.Directory, $"files-{workplace.Clock.GetTimestamp()}")).FullName;
        var begin = workplace.Clock.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, SmallCallers).Select(caller => Task.Factory.StartNew(() => WriteFiles(folder, caller, syncsDirectory), TaskCreationOptions.LongRunning)));
        return SmallWrites / workplace.Clock.GetElapsedTime(begin).TotalSeconds;
    }

    private void WriteFiles(string folder, int caller, bool syncsDirectory)
    {
        for (var write = 0; write < SmallWrites / SmallCallers; write++)
        {
            using var file = File.OpenHandle(Path.Combine(folder, $"{caller}-{write}"), FileMode.CreateNew, FileAccess.Write);
            RandomAccess.Write(file, _large.AsSpan(0, SmallSize), 0);
            RandomAccess.FlushToDisk(file);
            if (syncsDirectory) Durable.SyncDirectory(folder);
        }
    }

    private static double MebibytesPerSecond(Workplace workplace, long begin) => LargeSize / (double)(1 << 20) / workplace.Clock.GetElapsedTime(begin).TotalSeconds;

    private static byte[] MakeContent(int size)
    {
        var content = new byte[size];
        new Random(1337).NextBytes(content);
        return content;
    }
}
