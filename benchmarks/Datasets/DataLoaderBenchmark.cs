using System.Diagnostics.Metrics;
using Athanor.Benchmarks.Harness;
using Athanor.Benchmarks.Objects;
using Athanor.Datasets.Loading;
using Athanor.Datasets.Loading.Ordering;
using Athanor.Datasets.Loading.Shards;
using Athanor.Foundation.Units;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Athanor.Benchmarks.Datasets;

/// <summary>Samples for training out of shards: against the bare disk cache, against PyTorch, and under a consumer who nearly keeps up.</summary>
internal sealed class DataLoaderBenchmark : IBenchmark
{
    private const int Samples = 8_000;
    private const int Rounds = 5;

    // A round takes long enough to be measured, and the first one, which is not counted, for the compiler to have done its best.
    private const int EpochsPerRound = 20;
    private const double Load = 0.8;
    private static readonly TimeSpan WorkTime = TimeSpan.FromSeconds(20);
    private static readonly Bar SequentialBar = Harness.Bar.RatioAtLeast(0.8);
    private static readonly Bar TorchBar = Harness.Bar.RatioAtLeast(1);
    private static readonly Bar WaitBar = Harness.Bar.AtMost(0.01);

    public string Name => "data-loader";

    public string Description =>
        $"{Samples} samples of 10 to 60 KiB and a label, shuffled, every byte summed up: from shards by our reader, from the second epoch on (in the first, each file is held to its digest), against read() of the same shards from beginning to end by one thread, " +
        $"and against PyTorch's DataLoader with {TorchLoader.Workers} workers on the same files, in turns; all of it is in the system's cache. Then the share of its time that a consumer waits who works, without ever sleeping, at {Load:P0} of the measured rate.";

    public string Bar => $"against read(): {SequentialBar.Describe("")}; against PyTorch: {TorchBar.Describe("")}; waiting: {WaitBar.Describe("of the time")}";

    public async Task<BenchmarkResult> RunAsync(Workplace workplace, CancellationToken cancellation)
    {
        var (files, shards) = (Path.Combine(workplace.Directory, "files"), Path.Combine(workplace.Directory, "shards"));
        var photos = Photos.Write(files, Samples);
        await ShardPacking.PackAsync(photos, shards, new() { TargetSize = Bytes.FromMebibytes(64) }, cancellation);
        Workplace.Say($"{Samples} samples, {new Bytes(photos.Bytes)}");

        using var folder = ShardFolder.Open(shards);
        var reading = new Reading(SampleSet.Of(folder, 1, Shuffle.Default), workplace.Clock);
        var first = await reading.EpochsAsync(0, 1, cancellation);
        var (ours, sequential) = await Turns.TakeAsync("reader", "samples/s", Rounds, OursAsync, () => Task.FromResult(Sequential(shards, workplace.Clock)));
        var waiting = await reading.WaitShareAsync(ours.Median * Load, WorkTime, cancellation);
        var (besideTorch, torch) = await Turns.TakeAsync("reader beside PyTorch", "samples/s", Rounds, OursAsync, () => TorchLoader.MeasureAsync(files, cancellation));

        var bytesPerSample = (double)photos.Bytes / Samples;
        return new(
            [
                new("against read()", "samples/s", ours.Median, sequential.Median, SequentialBar),
                new("against PyTorch", "samples/s", besideTorch.Median, torch.Median, TorchBar),
                Figure.AgainstBar($"waiting at {Load:P0}", "of the time", waiting, WaitBar),
                new("bytes", "GB/s", ours.Median * bytesPerSample / 1e9, sequential.Median * bytesPerSample / 1e9, null),
                new("first epoch, with digests", "samples/s", first, sequential.Median, null),
            ],
            [ours, sequential, besideTorch, torch]);

        Task<double> OursAsync() => reading.EpochsAsync(1, EpochsPerRound, cancellation);
    }

    // The rate of a program that knows no samples: it reads each shard from beginning to end.
    private static double Sequential(string shards, TimeProvider clock)
    {
        var (buffer, sum, begin) = (new byte[1 << 20], 0UL, clock.GetTimestamp());
        for (var epoch = 0; epoch < EpochsPerRound; epoch++) ReadAll();
        GC.KeepAlive(sum);
        return EpochsPerRound * Samples / clock.GetElapsedTime(begin).TotalSeconds;

        void ReadAll()
        {
            foreach (var shard in Directory.EnumerateFiles(shards, "*.tar")) ReadOne(shard);
        }

        void ReadOne(string shard)
        {
            using var file = File.OpenHandle(shard);
            for (long at = 0, read; (read = RandomAccess.Read(file, buffer, at)) > 0; at += read) sum ^= Touch.All(buffer.AsSpan(0, (int)read));
        }
    }

    private sealed class Reading(SampleSet set, TimeProvider clock)
    {
        private readonly SampleReaders _readers = new(clock, new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>(), NullLogger<SampleReaders>.Instance);

        /// <summary>Samples per second of some epochs.</summary>
        public async Task<double> EpochsAsync(long first, int epochs, CancellationToken cancellation)
        {
            await using var reader = _readers.Open(set, new() { From = first * Samples, Until = (first + epochs) * Samples });
            var (count, sum, begin) = (0, 0UL, clock.GetTimestamp());
            for (; await reader.NextAsync(cancellation) is { } sample; count++)
            {
                foreach (var field in sample.Fields) sum ^= Touch.All(field.Content.Span);
                sample.Dispose();
            }
            GC.KeepAlive(sum);
            return count == epochs * Samples ? count / clock.GetElapsedTime(begin).TotalSeconds : throw new InvalidOperationException($"{epochs} epochs had {count} samples.");
        }

        /// <summary>
        /// A consumer that wants a sample at a steady rate, working (turning, not sleeping) between; answers the share of time that it waits,
        /// which is what a call takes beyond the reading of the clock.
        /// </summary>
        public async Task<double> WaitShareAsync(double rate, TimeSpan time, CancellationToken cancellation)
        {
            await using var reader = _readers.Open(set, new());
            var (work, glance) = (TimeSpan.FromSeconds(1 / rate), MeasureGlance());
            var (waited, sum, begin) = (0.0, 0UL, clock.GetTimestamp());
            while (clock.GetElapsedTime(begin) < time)
            {
                var asked = clock.GetTimestamp();
                var sample = await reader.NextAsync(cancellation);
                var got = clock.GetTimestamp();
                waited += got - asked - glance;
                foreach (var field in sample!.Fields) sum += Touch.All(field.Content.Span);
                sample.Dispose();
                while (clock.GetElapsedTime(got) < work)
                {
                }
            }
            GC.KeepAlive(sum);
            return waited / (clock.GetTimestamp() - begin);
        }

        // In ticks of the clock; one look at it is the mean of many.
        private double MeasureGlance()
        {
            const int Glances = 1_000_000;
            var begin = clock.GetTimestamp();
            for (var glance = 0; glance < Glances; glance++) _ = clock.GetTimestamp();
            return (double)(clock.GetTimestamp() - begin) / Glances;
        }
    }
}
