using System.Diagnostics;
using System.Runtime.InteropServices;
using Athanor.Compute.Collectives.Native;

namespace Athanor.Compute.Collectives.Ring;

/// <summary>The links to all others, and the one place where this rank waits: for what it needs next, and always for word that a rank failed or is gone.</summary>
internal sealed unsafe class PeerLinks : IDisposable
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan ReasonWithin = TimeSpan.FromSeconds(1);
    private readonly PeerLink?[] _links;
    private readonly LinuxCalls.PolledSocket* _polled;
    private readonly TimeSpan _patience;
    private CollectiveCall _call;

    public PeerLinks(PeerLink?[] links, TimeSpan patience)
    {
        (_links, _patience) = (links, patience);
        _polled = (LinuxCalls.PolledSocket*)NativeMemory.AllocZeroed((nuint)(links.Length + 2), (nuint)sizeof(LinuxCalls.PolledSocket));
    }

    public int Size => _links.Length;

    public PeerLink this[int rank] => _links[rank]!;

    public void Begin(in CollectiveCall call) => _call = call;

    /// <summary>Waits for room or content on data connections. Nothing since this moment for too long is a fault of the rank that is waited for.</summary>
    public void AwaitData(PeerLink? room, PeerLink? content, long since)
    {
        var count = WatchControls();
        if (room is not null) Watch(count++, room.DataNumber, LinuxCalls.Writable);
        if (content is not null) Watch(count++, content.DataNumber, LinuxCalls.Readable);
        LinuxCalls.Poll(_polled, count, Remaining(since));
        Listen();
        if (Remaining(since) == TimeSpan.Zero) throw CollectiveFaults.Stalled((content ?? room)!.Rank, Size, _call, _patience);
    }

    /// <summary>Waits for the call of a rank that has not said one.</summary>
    public void AwaitCall(PeerLink from, long since)
    {
        LinuxCalls.Poll(_polled, WatchControls(), Remaining(since));
        Listen();
        if (from.HasCall) return;
        if (from.IsClosed) throw CollectiveFaults.Left(from.Rank, Size, _call);
        if (Remaining(since) == TimeSpan.Zero) throw CollectiveFaults.NotJoined(from.Rank, Size, _call, _patience);
    }

    public void Say(PeerLink to, in CollectiveCall call)
    {
        long said;
        for (var since = Stopwatch.GetTimestamp(); (said = to.TrySay(call)) == 0;)
        {
            LinuxCalls.Poll(_polled, 0, Moment);
            Listen();
            if (Remaining(since) == TimeSpan.Zero) throw CollectiveFaults.NotJoined(to.Rank, Size, _call, _patience);
        }
        if (said != ControlFrame.Length) throw Lost(to);
    }

    /// <summary>A connection to this rank is gone. The reason may be on its way on the other one.</summary>
    public CollectiveException Lost(PeerLink link)
    {
        for (var since = Stopwatch.GetTimestamp(); !link.IsClosed && Stopwatch.GetElapsedTime(since) < ReasonWithin;)
        {
            LinuxCalls.Poll(_polled, 0, Moment);
            Listen();
        }
        return CollectiveFaults.Left(link.Rank, Size, _call);
    }

    public void SayFault(string words)
    {
        foreach (var link in _links) link?.SayFault(words);
    }

    public void SayFarewell()
    {
        foreach (var link in _links) link?.SayFarewell();
    }

    public void Dispose()
    {
        foreach (var link in _links) link?.Dispose();
        NativeMemory.Free(_polled);
    }

    // Who has said his next call is through with this one, and is not waited for any more.
    private int WatchControls()
    {
        var count = 0;
        foreach (var link in _links)
        {
            if (link is { HasCall: false, IsClosed: false }) Watch(count++, link.ControlNumber, LinuxCalls.Readable);
        }
        return count;
    }

    private void Watch(int at, int socket, short events) => _polled[at] = new() { Socket = socket, Events = events };

    // All are listened to before anybody is called lost: one that fails says why and closes, and the reason counts.
    private void Listen()
    {
        foreach (var link in _links) link?.Listen();
        foreach (var link in _links)
        {
            if (link is { IsClosed: true, HasLeft: false }) throw CollectiveFaults.Left(link.Rank, Size, _call);
        }
    }

    private TimeSpan Remaining(long since)
    {
        var remaining = _patience - Stopwatch.GetElapsedTime(since);
        return remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
    }
}
