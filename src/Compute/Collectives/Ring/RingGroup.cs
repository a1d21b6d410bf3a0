using System.Diagnostics;

namespace Athanor.Compute.Collectives.Ring;

/// <summary>
/// Ranks that reach each other by TCP. Before it begins, each tells all others what it calls; then data goes around the ring, or directly between two.
/// </summary>
internal sealed unsafe class RingGroup(PeerLinks links, int rank, int size, TimeSpan patience) : CollectiveGroup(rank, size, patience)
{
    private readonly RingFlow _flow = new(links, rank);
    private readonly long[] _joined = new long[size];
    private bool _hasFailed;

    protected override void Meet(in CollectiveCall call)
    {
        links.Begin(call);
        for (var distance = 1; distance < Size; distance++) links.Say(links[(Rank + distance) % Size], call);
        for (var since = Stopwatch.GetTimestamp(); FirstAbsent(call) is { } absent;) links.AwaitCall(absent, since);
    }

    protected override void Exchange(in Parts parts, bool reduces, bool gathers)
    {
        var rounds = Size - 1;
        var (first, last) = (reduces ? 0 : rounds, gathers ? 2 * rounds : rounds);
        _flow.Run(parts, first..last, first..last, sums: rounds);
    }

    protected override void SpreadOut(in Parts whole, int root)
    {
        var distance = (Rank - root + Size) % Size;
        var sends = distance == Size - 1 ? 0..0 : distance == 0 ? 0..1 : 1..2;
        _flow.Run(whole, sends, distance == 0 ? 0..0 : 0..1, sums: 0);
    }

    protected override void Give(in CollectiveCall call, in Parts whole)
    {
        links.Begin(call);
        var to = links[call.Peer];
        links.Say(to, call);
        var since = Stopwatch.GetTimestamp();
        for (long at = 0, sent; at < whole.TotalBytes; at += sent)
        {
            sent = to.TrySend(whole.StartOf(0) + at, whole.TotalBytes - at);
            if (sent < 0) throw links.Lost(to);
            if (sent == 0) links.AwaitData(to, null, since);
            else since = Stopwatch.GetTimestamp();
        }
    }

    protected override void Take(in CollectiveCall call, in Parts whole)
    {
        links.Begin(call);
        var from = links[call.Peer];
        var since = Stopwatch.GetTimestamp();
        while (!from.HasCall) links.AwaitCall(from, since);
        Compare(from, call.OtherEnd(Rank), call);
        for (long at = 0, received; at < whole.TotalBytes; at += received)
        {
            received = from.TryReceive(whole.StartOf(0) + at, whole.TotalBytes - at);
            if (received < 0) throw links.Lost(from);
            if (received == 0) links.AwaitData(null, from, since);
            else since = Stopwatch.GetTimestamp();
        }
    }

    protected override void Tell(CollectiveException fault)
    {
        _hasFailed = true;
        links.SayFault(fault.Message);
    }

    protected override void Close()
    {
        if (!_hasFailed) links.SayFarewell();
        links.Dispose();
        _flow.Dispose();
    }

    // Calls are taken as they come, so that it is noticed when somebody goes who has called already.
    private PeerLink? FirstAbsent(in CollectiveCall call)
    {
        PeerLink? absent = null;
        for (var other = 0; other < Size; other++)
        {
            if (other == Rank || _joined[other] == call.Number) continue;
            var link = links[other];
            if (link.HasCall) Compare(link, call, call);
            else absent ??= link;
        }
        return absent;
    }

    private void Compare(PeerLink link, in CollectiveCall expected, in CollectiveCall call)
    {
        var theirs = link.TakeCall();
        if (theirs != expected) throw CollectiveFaults.Differs(link.Rank, theirs, Rank, call);
        if (call.IsTogether) _joined[link.Rank] = call.Number;
    }
}
