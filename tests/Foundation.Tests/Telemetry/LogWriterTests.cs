using System.Text;
using Athanor.Conformance;
using Athanor.Foundation.Telemetry;
using Microsoft.Extensions.Logging;

namespace Athanor.Foundation.Tests.Telemetry;

public sealed class LogWriterTests
{
    private static readonly LogLineFormatter Formatter = new(new ManualClock());

    [Fact]
    public void Every_line_that_any_speaker_said_is_written_whole_and_in_its_order_when_the_writer_closes()
    {
        using var target = new MemoryStream();
        using (var writer = new LogWriter(Formatter, target))
        {
            Parallel.For(0, 4, speaker =>
            {
                var logger = writer.CreateLogger($"Speakers.Speaker{speaker}");
                for (var line = 0; line < 2000; line++) Say(logger, $"line {line} of Ωmega 🌿");
            });
        }

        var lines = Encoding.UTF8.GetString(target.ToArray()).Split('\n')[..^1];
        Assert.Equal(8000, lines.Length);
        for (var speaker = 0; speaker < 4; speaker++)
        {
            var own = lines.Where(line => line.Contains($"Speaker{speaker}:", StringComparison.Ordinal)).ToArray();
            Assert.Equal(Enumerable.Range(0, 2000).Select(line => $"2030-01-01T00:00:00.000Z info  Speaker{speaker}: line {line} of Ωmega 🌿"), own);
        }
    }

    [Fact]
    public async Task A_target_that_takes_nothing_holds_its_speakers_back_and_loses_none_of_their_lines()
    {
        using var target = new StuckStream();
        using var writer = new LogWriter(Formatter, target);
        var logger = writer.CreateLogger("Speaker");
        var text = new string('x', 64 << 10);
        var speaking = Task.Run(() =>
        {
            for (var line = 0; line < 100; line++) Say(logger, text);
        });

        await Eventually.HoldsAsync(() => Task.FromResult(target.IsStuck), "the writer has begun to write");
        await Task.WhenAny(speaking, Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, TestContext.Current.CancellationToken));
        Assert.False(speaking.IsCompleted, "six megabytes were taken while nothing was written");
        target.Release();
        await speaking;
        writer.Dispose();

        Assert.Equal(100, target.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void A_target_that_is_gone_stops_nobody()
    {
        var writer = new LogWriter(Formatter, new BrokenStream());
        Say(writer.CreateLogger("Speaker"), "nobody reads this");
        writer.Dispose();
    }

    private static void Say(ILogger logger, string text) => logger.Log(LogLevel.Information, default, text, exception: null, (state, _) => state);

    private sealed class StuckStream : MemoryStream
    {
        private readonly ManualResetEventSlim _isFree = new();
        private readonly ManualResetEventSlim _isStuck = new();

        public bool IsStuck => _isStuck.IsSet;

        public string Text => Encoding.UTF8.GetString(ToArray());

        public void Release() => _isFree.Set();

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            _isStuck.Set();
            _isFree.Wait();
            base.Write(buffer);
        }
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("Broken pipe");
    }
}
