namespace Athanor.Objects.Checksums;

/// <summary>The definition of a reflected CRC, bit by bit. Everything faster is compared with it.</summary>
internal static class ReferenceCrc
{
    public static ulong Append(ulong state, ReadOnlySpan<byte> content, ulong polynomial)
    {
        foreach (var octet in content) state = AppendBits(state ^ octet, polynomial);
        return state;
    }

    public static ulong AppendBits(ulong state, ulong polynomial)
    {
        for (var bit = 0; bit < 8; bit++) state = (state & 1) == 1 ? (state >> 1) ^ polynomial : state >> 1;
        return state;
    }
}
