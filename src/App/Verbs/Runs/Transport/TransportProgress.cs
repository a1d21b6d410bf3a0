using System.Diagnostics;
using Athanor.Foundation.Units;

namespace Athanor.App.Verbs.Runs.Transport;

/// <summary>Counts what is carried, and tells it on the terminal where somebody watches.</summary>
internal sealed class TransportProgress : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly bool _isWatched = !Console.IsErrorRedirected;
    private long _shown = Stopwatch.GetTimestamp();

    public int Runs { get; set; }
    public int Skipped { get; set; }
    public int Unfinished { get; set; }
    public long Points { get; private set; }
    public long Files { get; private set; }
    public long Bytes { get; private set; }

    public void AddPoints(int count)
    {
        Points += count;
        Show();
    }

    public void AddFile(long bytes)
    {
        (Files, Bytes) = (Files + 1, Bytes + bytes);
        Show();
    }

    public TransportReport Report(TransportNotes notes) => new(Runs, Skipped, Unfinished, Points, Files, Bytes, notes.Count, notes.First);

    public void Dispose()
    {
        if (_isWatched) Console.Error.Write($"\r{new string(' ', 70)}\r");
    }

    private void Show()
    {
        if (!_isWatched || Stopwatch.GetElapsedTime(_shown) < Interval) return;
        _shown = Stopwatch.GetTimestamp();
        Console.Error.Write($"\r{Runs + Skipped} runs, {Points} points, {Files} files, {new Bytes(Bytes)}   ");
    }
}
