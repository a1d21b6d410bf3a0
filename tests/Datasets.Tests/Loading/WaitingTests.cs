using System.Diagnostics.Metrics;
using Athanor.Conformance;
using Athanor.Datasets.Loading.Ordering;
using Athanor.Datasets.Loading.Reading;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Athanor.Datasets.Loading;

public sealed class WaitingTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;
    private readonly ManualClock _clock = new();

    [Fact]
    public void Reading_ahead_grows_while_the_consumer_waits_and_it_makes_reading_faster()
    {
        var depth = new PrefetchDepth(_clock, () => false);

        foreach (var (seconds, expected) in new[] { (8.0, 4), (4.0, 8), (2.0, 16) })
        {
            Take(depth, seconds, hadToWait: true);
            Assert.Equal(expected, depth.Value);
        }

        // From here on more of it gains nothing, and is tried again only after a while.
        Take(depth, 2.0 * 32 / PrefetchDepth.Sample, hadToWait: true);
        Assert.Equal(8, depth.Value);
        Take(depth, 2.0, hadToWait: true);
        Assert.Equal(8, depth.Value);
        Take(depth, PrefetchDepth.Calm.TotalSeconds, hadToWait: true);
        Assert.Equal(16, depth.Value);
    }

    [Fact]
    public void Reading_ahead_shrinks_while_nobody_waits()
    {
        var depth = new PrefetchDepth(_clock, () => false);
        foreach (var seconds in (double[])[8, 4, 2]) Take(depth, seconds, hadToWait: true);

        Take(depth, 1, hadToWait: false);
        Assert.Equal(16, depth.Value);

        Take(depth, PrefetchDepth.Calm.TotalSeconds, hadToWait: false);
        Take(depth, 1, hadToWait: false);
        Assert.Equal(15, depth.Value);
    }

    [Fact]
    public void Reading_ahead_halves_when_memory_is_short_even_for_who_waits()
    {
        var isShort = false;
        var depth = new PrefetchDepth(_clock, () => isShort);
        foreach (var seconds in (double[])[8, 4, 2]) Take(depth, seconds, hadToWait: true);

        isShort = true;
        Take(depth, 0.1, hadToWait: true);
        Assert.Equal(8, depth.Value);

        for (var times = 0; times < 9; times++) Take(depth, 0.1, hadToWait: true);
        Assert.Equal(PrefetchDepth.Least, depth.Value);
    }

    [Fact]
    public void Reading_ahead_begins_again_at_the_pace_of_its_consumer()
    {
        var pace = new ConsumerPace(_clock);
        for (var taken = 0; taken < 5; taken++) pace.Took();
        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(TimeSpan.FromSeconds(6), pace.TimeFor(3));

        // From here on nobody takes any.
        Assert.Equal(TimeSpan.FromMilliseconds(1), pace.TimeFor(3));
        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(TimeSpan.FromSeconds(27), pace.TimeFor(3));
        _clock.Advance(TimeSpan.FromSeconds(27));
        Assert.Null(pace.TimeFor(3));
    }

    [Fact]
    public async Task Waiting_is_measured_told_once_and_over_when_data_keeps_up()
    {
        var log = new Warnings();
        var (release, waits) = (new TaskCompletionSource(), new List<double>());
        var files = FilesInMemory.Numbered(64 * 100);
        files.Before = _ => release.Task;
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        using var listener = Listen(meters, waits);
        await using var reader = new SampleReader(SampleSet.Of(files, 1, Shuffle.None), new(), _clock, new(meters), log, () => false);

        var first = reader.NextAsync(Cancellation).AsTask();
        _clock.Advance(TimeSpan.FromSeconds(12));
        release.SetResult();
        (await first)!.Dispose();

        Assert.Equal(12, Assert.Single(waits));
        Assert.Equal((1.0, true), (reader.WaitShare, reader.IsStarving));
        Assert.Contains("100", Assert.Single(log.Texts));

        for (var step = 0; step < 64 * 20; step++)
        {
            if (step % 64 == 0) _clock.Advance(TimeSpan.FromSeconds(1));
            (await reader.NextAsync(Cancellation))!.Dispose();
        }
        Assert.Equal((0.0, false), (reader.WaitShare, reader.IsStarving));
        Assert.Single(log.Texts);
        Assert.Equal(64 * 20 + 1, waits.Count);
    }

    [Fact]
    public void Who_is_close_to_the_limit_is_told_once()
    {
        var watch = new WaitWatch(_clock, TimeSpan.FromSeconds(10), 0.1);

        var news = new[] { 0.5, 1.1, 0.9, 1.1, 0.4, 1.1 }.Select(seconds =>
        {
            _clock.Advance(TimeSpan.FromSeconds(10));
            return watch.Record(TimeSpan.FromSeconds(seconds));
        });

        Assert.Equal([false, true, false, false, false, true], news);
    }

    // As many stretches as are judged together, of a byte each.
    private void Take(PrefetchDepth depth, double seconds, bool hadToWait)
    {
        var stretches = Math.Max(PrefetchDepth.Sample, 2 * depth.Value);
        _clock.Advance(TimeSpan.FromSeconds(seconds));
        for (var taken = 0; taken < stretches; taken++) depth.Adapt(hadToWait, 1);
    }

    // Other readers wait meanwhile, too.
    private static MeterListener Listen(IMeterFactory meters, List<double> waits)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "athanor.data.wait" && ReferenceEquals(instrument.Meter.Scope, meters)) listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => waits.Add(value));
        listener.Start();
        return listener;
    }

    private sealed class Warnings : ILogger
    {
        public List<string> Texts { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Assert.Equal(LogLevel.Warning, logLevel);
            Texts.Add(formatter(state, exception));
        }
    }
}
