using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using ArmAes = System.Runtime.Intrinsics.Arm.Aes;

namespace Athanor.Objects.Checksums;

/// <summary>
/// A CRC whose bits run from the least significant one, up to 64 of them. Long content is folded: with K = x^n mod P, a block that
/// lies n bits further left is worth block·K, so eight blocks of 16 bytes are carried along by carry-less multiplication, and
/// only what is left at the end goes through tables. Gopal et al., "Fast CRC Computation for Generic Polynomials Using PCLMULQDQ".
/// <see cref="ReferenceCrc"/> says the same plainly.
/// </summary>
internal sealed class ReflectedCrc
{
    private const int Lanes = 8;
    private const int BlockBytes = 16;
    private const int ShortestFolded = Lanes * BlockBytes * 2;

    private readonly int _width;
    private readonly ulong _polynomial;
    private readonly ulong[] _tables = new ulong[8 * 256];
    private readonly Vector128<ulong> _foldAllLanes;
    private readonly Vector128<ulong>[] _foldToLast = new Vector128<ulong>[Lanes];

    public ReflectedCrc(int width, ulong polynomial)
    {
        (_width, _polynomial) = (width, polynomial);
        FillTables();

        _foldAllLanes = FoldingBy(Lanes * BlockBytes * 8);
        for (var lane = 0; lane < Lanes - 1; lane++) _foldToLast[lane] = FoldingBy((Lanes - 1 - lane) * BlockBytes * 8);
    }

    public static bool CanFold => Pclmulqdq.IsSupported || ArmAes.IsSupported;

    /// <summary>All ones: what a checksum begins with, and what it is inverted by in the end.</summary>
    public ulong Seed => ulong.MaxValue >> (64 - _width);

    /// <summary>The state after more content.</summary>
    public ulong Append(ulong state, ReadOnlySpan<byte> content)
    {
        if (CanFold && content.Length >= ShortestFolded) state = Fold(state, ref content);
        return AppendByTables(state, content);
    }

    public ulong AppendByTables(ulong state, ReadOnlySpan<byte> content)
    {
        ref var tables = ref MemoryMarshal.GetArrayDataReference(_tables);
        while (content.Length >= 8)
        {
            var word = state ^ BinaryPrimitives.ReadUInt64LittleEndian(content);
            state = Unsafe.Add(ref tables, (nint)(0x700 + (word & 0xFF)))
                ^ Unsafe.Add(ref tables, (nint)(0x600 + ((word >> 8) & 0xFF)))
                ^ Unsafe.Add(ref tables, (nint)(0x500 + ((word >> 16) & 0xFF)))
                ^ Unsafe.Add(ref tables, (nint)(0x400 + ((word >> 24) & 0xFF)))
                ^ Unsafe.Add(ref tables, (nint)(0x300 + ((word >> 32) & 0xFF)))
                ^ Unsafe.Add(ref tables, (nint)(0x200 + ((word >> 40) & 0xFF)))
                ^ Unsafe.Add(ref tables, (nint)(0x100 + ((word >> 48) & 0xFF)))
                ^ Unsafe.Add(ref tables, (nint)(word >> 56));
            content = content[8..];
        }
        foreach (var octet in content) state = Unsafe.Add(ref tables, (nint)((state ^ octet) & 0xFF)) ^ (state >> 8);
        return state;
    }

    /// <summary>The checksum of two contents joined, from theirs: crc(a‖b) = crc(a)·x^(8·length(b)) + crc(b).</summary>
    public ulong Combine(ulong first, ulong second, long secondLength) => Multiply(first, PowerOfX((ulong)secondLength * 8)) ^ second;

    private ulong Fold(ulong state, ref ReadOnlySpan<byte> content)
    {
        ref var next = ref MemoryMarshal.GetReference(content);
        var last = content.Length - (Lanes * BlockBytes);
        var lane0 = Block(ref next, 0) ^ Vector128.CreateScalar(state);
        var (lane1, lane2, lane3) = (Block(ref next, 1), Block(ref next, 2), Block(ref next, 3));
        var (lane4, lane5, lane6, lane7) = (Block(ref next, 4), Block(ref next, 5), Block(ref next, 6), Block(ref next, 7));

        var position = Lanes * BlockBytes;
        for (var by = _foldAllLanes; position <= last; position += Lanes * BlockBytes)
        {
            next = ref Unsafe.Add(ref next, Lanes * BlockBytes);
            lane0 = Multiply(lane0, by) ^ Block(ref next, 0);
            lane1 = Multiply(lane1, by) ^ Block(ref next, 1);
            lane2 = Multiply(lane2, by) ^ Block(ref next, 2);
            lane3 = Multiply(lane3, by) ^ Block(ref next, 3);
            lane4 = Multiply(lane4, by) ^ Block(ref next, 4);
            lane5 = Multiply(lane5, by) ^ Block(ref next, 5);
            lane6 = Multiply(lane6, by) ^ Block(ref next, 6);
            lane7 = Multiply(lane7, by) ^ Block(ref next, 7);
        }

        var folded = Multiply(lane0, _foldToLast[0]) ^ Multiply(lane1, _foldToLast[1]) ^ Multiply(lane2, _foldToLast[2]) ^ Multiply(lane3, _foldToLast[3])
            ^ Multiply(lane4, _foldToLast[4]) ^ Multiply(lane5, _foldToLast[5]) ^ Multiply(lane6, _foldToLast[6]) ^ lane7;
        content = content[position..];

        // The block that is left is worth as much as all that came before it.
        Span<byte> remainder = stackalloc byte[BlockBytes];
        folded.AsByte().CopyTo(remainder);
        return AppendByTables(0, remainder);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Block(ref byte content, int index) => Vector128.LoadUnsafe(ref content, (nuint)(index * BlockBytes)).AsUInt64();

    // The lower half lies 64 bits further left in the content, so each half has its own constant.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Multiply(Vector128<ulong> block, Vector128<ulong> by) => Pclmulqdq.IsSupported
        ? Pclmulqdq.CarrylessMultiply(block, by, 0x00) ^ Pclmulqdq.CarrylessMultiply(block, by, 0x11)
        : ArmAes.PolynomialMultiplyWideningLower(block.GetLower(), by.GetLower()) ^ ArmAes.PolynomialMultiplyWideningUpper(block, by);

    // A carry-less product of reflected words is one bit too far right, which the exponents make good.
    private Vector128<ulong> FoldingBy(int bits) => Vector128.Create(Align(PowerOfX((ulong)bits + 63)), Align(PowerOfX((ulong)bits - 1)));

    private ulong Align(ulong value) => value << (64 - _width);

    // x^n mod P by repeated squaring.
    private ulong PowerOfX(ulong exponent)
    {
        var power = 1UL << (_width - 1);
        for (var square = power >> 1; exponent > 0; exponent >>= 1, square = Multiply(square, square))
            if ((exponent & 1) == 1) power = Multiply(power, square);
        return power;
    }

    // a·b mod P, where the highest bit is x^0.
    private ulong Multiply(ulong left, ulong right)
    {
        var product = 0UL;
        for (var bit = 1UL << (_width - 1); bit > 0; bit >>= 1)
        {
            if ((left & bit) > 0) product ^= right;
            right = (right & 1) == 1 ? (right >> 1) ^ _polynomial : right >> 1;
        }
        return product;
    }

    private void FillTables()
    {
        for (var octet = 0; octet < 256; octet++) _tables[octet] = ReferenceCrc.AppendBits((ulong)octet, _polynomial);
        for (var entry = 256; entry < _tables.Length; entry++)
        {
            var before = _tables[entry - 256];
            _tables[entry] = _tables[before & 0xFF] ^ (before >> 8);
        }
    }
}
