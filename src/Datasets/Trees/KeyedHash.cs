using System.Buffers.Binary;
using System.Numerics;

namespace Athanor.Datasets.Trees;

/// <summary>SipHash-2-4 (Aumasson and Bernstein, 2012): who does not know the key cannot choose inputs whose hashes have anything in common.</summary>
internal readonly record struct KeyedHash(ulong Key0, ulong Key1)
{
    public ulong Of(ReadOnlySpan<byte> input)
    {
        var state = new State(Key0 ^ 0x736f6d6570736575, Key1 ^ 0x646f72616e646f6d, Key0 ^ 0x6c7967656e657261, Key1 ^ 0x7465646279746573);
        var last = (ulong)input.Length << 56;
        for (; input.Length >= 8; input = input[8..]) state.Absorb(BinaryPrimitives.ReadUInt64LittleEndian(input));
        for (var index = 0; index < input.Length; index++) last |= (ulong)input[index] << (8 * index);
        state.Absorb(last);
        return state.Finish();
    }

    private ref struct State(ulong a, ulong b, ulong c, ulong d)
    {
        private ulong _a = a, _b = b, _c = c, _d = d;

        public void Absorb(ulong word)
        {
            _d ^= word;
            Round();
            Round();
            _a ^= word;
        }

        public ulong Finish()
        {
            _c ^= 0xff;
            for (var round = 0; round < 4; round++) Round();
            return _a ^ _b ^ _c ^ _d;
        }

        private void Round()
        {
            _a += _b;
            _b = BitOperations.RotateLeft(_b, 13) ^ _a;
            _a = BitOperations.RotateLeft(_a, 32);
            _c += _d;
            _d = BitOperations.RotateLeft(_d, 16) ^ _c;
            _a += _d;
            _d = BitOperations.RotateLeft(_d, 21) ^ _a;
            _c += _b;
            _b = BitOperations.RotateLeft(_b, 17) ^ _c;
            _c = BitOperations.RotateLeft(_c, 32);
        }
    }
}
