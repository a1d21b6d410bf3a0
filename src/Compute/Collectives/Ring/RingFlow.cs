using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Athanor.Compute.Collectives.Ring;

/// <summary>
/// Streams parts from the rank before to the rank behind. In each round every rank sends the part it received in the round before, so a part is sent on as
/// soon as its first bytes are here: sending, receiving and adding overlap, in one thread that does whatever the connections have room or content for.
/// </summary>
internal sealed unsafe class RingFlow(PeerLinks links, int rank) : IDisposable
{
    private const int StageBytes = 1 << 20;
    private const int MostAtOnce = 2 << 20;

    // Each wake-up costs as much as moving some ten KiB. Nobody waits for nobody by this: whoever is furthest behind has all that he needs on its way.
    private const int LowWater = 128 << 10;
    private readonly byte* _stage = (byte*)NativeMemory.AlignedAlloc(StageBytes, 64);
    private readonly PeerLink _next = links[(rank + 1) % links.Size];
    private readonly PeerLink _before = links[(rank + links.Size - 1) % links.Size];
    private Parts _parts;
    private Cursor _out;
    private Cursor _in;
    private int _firstRound;
    private int _sums;
    private int _staged;

    /// <summary>Sends the parts of some rounds and receives those of others; the first of them are added to what is here, the rest replace it.</summary>
    public void Run(in Parts parts, Range sends, Range receives, int sums)
    {
        (_parts, _sums, _staged) = (parts, sums, 0);
        _firstRound = receives.Start.Value;
        _out = new(sends.Start.Value, sends.End.Value);
        _in = new(receives.Start.Value, receives.End.Value);
        SkipEmpty(ref _out, PartSent);
        SkipEmpty(ref _in, PartSent - 1);
        for (var since = Stopwatch.GetTimestamp(); !(_out.IsAtEnd && _in.IsAtEnd);)
        {
            var moved = Send() | Receive();
            if (moved) since = Stopwatch.GetTimestamp();
            else Wait(since);
        }
        _before.ExpectAtLeast(1);
    }

    public void Dispose() => NativeMemory.AlignedFree(_stage);

    // In round 0 each rank begins with the part of the rank before it, so that a part ends its way, and its sum, at its owner.
    private int PartSent => rank - 1;

    // What was received of the same part in the round before; in the first round, all of it.
    private long Sendable
    {
        get
        {
            if (_out.IsAtEnd) return 0;
            var isWhole = _out.Round == _firstRound || _in.Round >= _out.Round;
            return (isWhole ? BytesOf(_out, PartSent) : _in.Round == _out.Round - 1 ? _in.Offset : 0) - _out.Offset;
        }
    }

    private void Wait(long since)
    {
        if (!_in.IsAtEnd) _before.ExpectAtLeast(Missing - _staged >= LowWater ? LowWater : 1);
        links.AwaitData(Sendable > 0 ? _next : null, _in.IsAtEnd ? null : _before, since);
    }

    private long Missing => BytesOf(_in, PartSent - 1) - _in.Offset;

    private bool Send()
    {
        var count = Math.Min(Sendable, MostAtOnce);
        if (count <= 0) return false;
        var sent = _next.TrySend(StartOf(_out, PartSent), count);
        if (sent < 0) throw links.Lost(_next);
        Advance(ref _out, sent, PartSent);
        return sent > 0;
    }

    private bool Receive()
    {
        if (_in.IsAtEnd) return false;
        var isSum = _in.Round < _sums;
        var received = isSum ? _before.TryReceive(_stage + _staged, Math.Min(StageBytes, Missing) - _staged) : _before.TryReceive(StartOf(_in, PartSent - 1), Math.Min(MostAtOnce, Missing));
        if (received < 0) throw links.Lost(_before);
        if (isSum) AddUp((int)received);
        else Advance(ref _in, received, PartSent - 1);
        return received > 0;
    }

    // Connections know nothing of numbers: the beginning of one may have come without its end.
    private void AddUp(int received)
    {
        _staged += received;
        var whole = _staged / sizeof(float) * sizeof(float);
        var here = (float*)StartOf(_in, PartSent - 1);
        Sums.Add(here, (float*)_stage, here, whole / sizeof(float));
        _staged -= whole;
        new ReadOnlySpan<byte>(_stage + whole, _staged).CopyTo(new(_stage, _staged));
        Advance(ref _in, whole, PartSent - 1);
    }

    private void Advance(ref Cursor cursor, long bytes, int first)
    {
        cursor.Offset += bytes;
        SkipEmpty(ref cursor, first);
    }

    private void SkipEmpty(ref Cursor cursor, int first)
    {
        while (!cursor.IsAtEnd && cursor.Offset == BytesOf(cursor, first)) cursor.NextRound();
    }

    private byte* StartOf(in Cursor cursor, int first) => _parts.StartOf(_parts.Around(first - cursor.Round)) + cursor.Offset;

    private long BytesOf(in Cursor cursor, int first) => _parts.BytesOf(_parts.Around(first - cursor.Round));

    private struct Cursor(int round, int end)
    {
        public int Round { get; private set; } = round;

        public long Offset { get; set; }

        public readonly bool IsAtEnd => Round >= end;

        public void NextRound() => (Round, Offset) = (Round + 1, 0);
    }
}
