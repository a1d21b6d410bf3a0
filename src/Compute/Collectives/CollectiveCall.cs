using System.Buffers.Binary;
using Athanor.Foundation.Units;

namespace Athanor.Compute.Collectives;

/// <summary>
/// What a rank says it does before it does it. A peer is the root of a broadcast, or whom a message goes to or comes from; its number counts the
/// calls that all ranks make together, or the messages from one to another.
/// </summary>
internal readonly record struct CollectiveCall(CollectiveOperation Operation, long Number, long Bytes, int Peer)
{
    public const int Length = 24;

    public bool IsTogether => Operation is not (CollectiveOperation.Send or CollectiveOperation.Receive);

    /// <summary>What has to be said at the other end of a message.</summary>
    public CollectiveCall OtherEnd(int rank) => this with { Operation = Operation == CollectiveOperation.Send ? CollectiveOperation.Receive : CollectiveOperation.Send, Peer = rank };

    public static CollectiveCall Read(ReadOnlySpan<byte> source) => new(
        (CollectiveOperation)BinaryPrimitives.ReadInt32LittleEndian(source),
        BinaryPrimitives.ReadInt64LittleEndian(source[8..]),
        BinaryPrimitives.ReadInt64LittleEndian(source[16..]),
        BinaryPrimitives.ReadInt32LittleEndian(source[4..]));

    public void Write(Span<byte> target)
    {
        BinaryPrimitives.WriteInt32LittleEndian(target, (int)Operation);
        BinaryPrimitives.WriteInt32LittleEndian(target[4..], Peer);
        BinaryPrimitives.WriteInt64LittleEndian(target[8..], Number);
        BinaryPrimitives.WriteInt64LittleEndian(target[16..], Bytes);
    }

    /// <summary>As in "did not join all-reduce 1041 (64 MiB)".</summary>
    public string Title => Operation == CollectiveOperation.Barrier ? $"{Name} {Number}" : $"{Name} {Number} ({new Bytes(Bytes)})";

    /// <summary>As in "calls broadcast of 4 KiB".</summary>
    public string Deed => Operation switch
    {
        CollectiveOperation.Barrier => Name,
        CollectiveOperation.Broadcast => $"{Name} of {new Bytes(Bytes)} from rank {Peer}",
        CollectiveOperation.Send => $"{Name} of {new Bytes(Bytes)} to rank {Peer}",
        CollectiveOperation.Receive => $"{Name} of {new Bytes(Bytes)} from rank {Peer}",
        _ => $"{Name} of {new Bytes(Bytes)}",
    };

    private string Name => Operation switch
    {
        CollectiveOperation.Barrier => "barrier",
        CollectiveOperation.AllReduce => "all-reduce",
        CollectiveOperation.ReduceScatter => "reduce-scatter",
        CollectiveOperation.AllGather => "all-gather",
        CollectiveOperation.Broadcast => "broadcast",
        CollectiveOperation.Send => "send",
        CollectiveOperation.Receive => "receive",
        _ => "an unknown operation",
    };
}
