using System.Diagnostics;
using Athanor.Foundation.Units;

namespace Athanor.App.Verbs.Objects;

/// <summary>A line on the terminal that tells how far it is, how fast, and how long it will take; nothing where nobody watches.</summary>
internal sealed class TransferProgress(long total) : IDisposable
{
    private const int Width = 30;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly bool _isWatched = !Console.IsErrorRedirected;
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly Lock _lock = new();
    private TimeSpan _shown;
    private long _done;

    public long Done => Interlocked.Read(ref _done);

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    public void Add(long bytes)
    {
        var done = Interlocked.Add(ref _done, bytes);
        if (!_isWatched) return;
        lock (_lock)
        {
            if (Elapsed - _shown < Interval) return;
            _shown = Elapsed;
            Show(done);
        }
    }

    public void Dispose()
    {
        if (_isWatched && _shown > TimeSpan.Zero) Console.Error.Write($"\r{new string(' ', 90)}\r");
    }

    private void Show(long done)
    {
        var share = total == 0 ? 1 : Math.Min(1, (double)done / total);
        var rate = done / Elapsed.TotalSeconds;
        var rest = TimeSpan.FromSeconds(Math.Min(359_999, (total - done) / Math.Max(1, rate)));
        var bar = new string('#', (int)(share * Width)).PadRight(Width, '.');
        Console.Error.Write($"\r[{bar}] {share,4:P0} {new Bytes(done)} of {new Bytes(total)}, {new Bytes((long)rate)}/s, {(int)rest.TotalHours}:{rest:mm\\:ss} left   ");
    }
}
