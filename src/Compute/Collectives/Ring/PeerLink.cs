using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using Athanor.Compute.Collectives.Native;

namespace Athanor.Compute.Collectives.Ring;

/// <summary>
/// Two connections to another rank: one for data and nothing else, and one beside it for calls and faults, which so are heard however full the first one is.
/// </summary>
internal sealed unsafe class PeerLink : IDisposable
{
    private static readonly TimeSpan WordsWithin = TimeSpan.FromSeconds(1);
    private readonly Socket _control;
    private readonly Socket _data;
    private readonly byte* _frame = (byte*)NativeMemory.AllocZeroed(ControlFrame.Length);
    private int _filled;
    private int _lowWater = 1;

    public PeerLink(int rank, Socket control, Socket data)
    {
        (Rank, _control, _data) = (rank, control, data);
        control.Blocking = data.Blocking = false;
    }

    public int Rank { get; }

    public int ControlNumber => (int)_control.Handle;

    public int DataNumber => (int)_data.Handle;

    /// <summary>That nothing will come any more.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>That the rank has left in peace: it has done all its calls.</summary>
    public bool HasLeft { get; private set; }

    /// <summary>That the next call is here and was not taken yet.</summary>
    public bool HasCall { get; private set; }

    public CollectiveCall TakeCall()
    {
        (HasCall, _filled) = (false, 0);
        return ControlFrame.Call(new(_frame, ControlFrame.Length));
    }

    public long TrySend(byte* source, long count) => LinuxCalls.TrySend(_data.SafeHandle, source, count);

    public long TryReceive(byte* target, long count) => LinuxCalls.TryReceive(_data.SafeHandle, target, count);

    /// <summary>How many bytes of the call went: all, or 0 while there is no room, or fewer where the link is of no use any more.</summary>
    public long TrySay(in CollectiveCall call)
    {
        Span<byte> frame = stackalloc byte[ControlFrame.Length];
        ControlFrame.WriteCall(call, frame);
        return TrySay(frame);
    }

    /// <summary>Waking up for less than this is not worth it.</summary>
    public void ExpectAtLeast(int bytes)
    {
        if (bytes == _lowWater) return;
        _lowWater = bytes;
        LinuxCalls.SetLowWater(_data.SafeHandle, bytes);
    }

    public void SayFarewell()
    {
        Span<byte> frame = stackalloc byte[ControlFrame.Length];
        ControlFrame.WriteFarewell(frame);
        _ = TrySay(frame);
    }

    /// <summary>As far as it can be heard.</summary>
    public void SayFault(string words)
    {
        var text = Encoding.UTF8.GetBytes(words).AsSpan();
        if (text.Length > ControlFrame.MostWordsBytes) text = text[..ControlFrame.MostWordsBytes];
        Span<byte> message = new byte[ControlFrame.Length + text.Length];
        ControlFrame.WriteWords(text.Length, message);
        text.CopyTo(message[ControlFrame.Length..]);
        _ = TrySay(message);
    }

    /// <summary>Takes in what has come up to the next call. Words of failure are thrown.</summary>
    public void Listen()
    {
        while (!HasCall && !IsClosed)
        {
            var received = LinuxCalls.TryReceive(_control.SafeHandle, _frame + _filled, ControlFrame.Length - _filled);
            if (received == 0) return;
            if (received < 0) IsClosed = true;
            else _filled += (int)received;
            if (_filled == ControlFrame.Length) Understand(new(_frame, ControlFrame.Length));
        }
    }

    public void Dispose()
    {
        _control.Dispose();
        _data.Dispose();
        NativeMemory.Free(_frame);
    }

    private void Understand(ReadOnlySpan<byte> frame)
    {
        if (ControlFrame.WordsBytes(frame) is > 0 and var count) throw new CollectiveException(ReadWords(count));
        HasLeft = ControlFrame.IsFarewell(frame);
        HasCall = !HasLeft;
        if (HasLeft) _filled = 0;
    }

    private long TrySay(ReadOnlySpan<byte> message)
    {
        fixed (byte* start = message) return LinuxCalls.TrySend(_control.SafeHandle, start, message.Length);
    }

    // They were sent in one piece with their frame.
    private string ReadWords(int count)
    {
        var text = new byte[count];
        var polled = new LinuxCalls.PolledSocket { Socket = ControlNumber, Events = LinuxCalls.Readable };
        LinuxCalls.Poll(&polled, 1, WordsWithin);
        fixed (byte* start = text)
        {
            var received = LinuxCalls.TryReceive(_control.SafeHandle, start, count);
            return received > 0 ? Encoding.UTF8.GetString(text, 0, (int)received) : $"Rank {Rank} failed and did not say why.";
        }
    }
}
