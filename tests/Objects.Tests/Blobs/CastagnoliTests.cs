using System.Text;
using Athanor.Conformance.Blobs;
using Athanor.Objects.Blobs.Local;
using FsCheck;
using FsCheck.Fluent;

namespace Athanor.Objects.Blobs;

public sealed class CastagnoliTests
{
    /// <summary>RFC 3720, B.4: the examples of the specification; the last is the usual check value.</summary>
    [Fact]
    public void The_examples_of_the_specification_come_out()
    {
        Assert.Equal(0x8A9136AAu, Castagnoli.Of(new byte[32]));
        Assert.Equal(0x62A8AB43u, Castagnoli.Of([.. Enumerable.Repeat((byte)0xFF, 32)]));
        Assert.Equal(0x46DD794Eu, Castagnoli.Of([.. Enumerable.Range(0, 32).Select(value => (byte)value)]));
        Assert.Equal(0xE3069283u, Castagnoli.Of(Encoding.ASCII.GetBytes("123456789")));
        Assert.Equal(0u, Castagnoli.Of([]));
    }

    [Fact]
    public void Three_lanes_at_once_sum_to_what_the_plain_loop_does()
    {
        Prop.ForAll(Gen.Choose(0, 140_000).ToArbitrary(), length =>
        {
            var bytes = BlobContent.Random(length);
            return Castagnoli.Of(bytes) == Reference(bytes) && Castagnoli.Of(bytes.AsSpan(0, length / 3), bytes.AsSpan(length / 3)) == Reference(bytes);
        }).Check(Config.QuickThrowOnFailure);
    }

    private static uint Reference(ReadOnlySpan<byte> bytes)
    {
        const uint reversedPolynomial = 0x82F63B78;
        var state = uint.MaxValue;
        foreach (var value in bytes)
        {
            state ^= value;
            for (var bit = 0; bit < 8; bit++) state = (state >> 1) ^ ((state & 1) * reversedPolynomial);
        }
        return ~state;
    }
}
