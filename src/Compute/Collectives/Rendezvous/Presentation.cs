using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Athanor.Compute.Collectives.Rendezvous;

/// <summary>Who a guest says he is.</summary>
internal sealed record Presentation(int Rank, int Size, ReadOnlyMemory<byte> Fingerprint)
{
    public const int Length = (2 * sizeof(int)) + SHA256.HashSizeInBytes;

    public static Presentation Of(GangMember member) => new(member.Rank, member.Size, SHA256.HashData(member.Configuration.Span));

    public static Presentation? Read(ReadOnlySpan<byte> source) =>
        source.Length == Length ? new(BinaryPrimitives.ReadInt32LittleEndian(source), BinaryPrimitives.ReadInt32LittleEndian(source[sizeof(int)..]), source[(2 * sizeof(int))..].ToArray()) : null;

    public byte[] Write()
    {
        var target = new byte[Length];
        BinaryPrimitives.WriteInt32LittleEndian(target, Rank);
        BinaryPrimitives.WriteInt32LittleEndian(target.AsSpan(sizeof(int)), Size);
        Fingerprint.Span.CopyTo(target.AsSpan(2 * sizeof(int)));
        return target;
    }

    /// <summary>What keeps a guest from joining this host's gang; null if nothing does.</summary>
    public string? Objection(Presentation guest)
    {
        if (guest.Size != Size) return $"Rank {guest.Rank} was started as one of {guest.Size}, but rank 0 as one of {Size}.";
        if (guest.Rank <= 0 || guest.Rank >= Size) return $"Somebody presented himself as rank {guest.Rank} of {Size}.";
        return guest.Fingerprint.Span.SequenceEqual(Fingerprint.Span) ? null : $"Rank {guest.Rank} was started with another configuration than rank 0; start all ranks with the same one.";
    }
}
