using Athanor.Compute.Devices;

namespace Athanor.Compute.Tests.Devices;

public sealed class PhiloxTests
{
    // The known answers that the authors give away with their code (kat_vectors, philox4x32-10).
    [Theory]
    [InlineData(0x00000000u, 0x00000000u, 0x00000000u, 0x00000000u, 0x00000000u, 0x00000000u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Ten_rounds_give_the_published_words(uint a, uint b, uint c, uint d, uint key0, uint key1, uint expectedA, uint expectedB, uint expectedC, uint expectedD) =>
        Assert.Equal((expectedA, expectedB, expectedC, expectedD), Philox.Encrypt((a, b, c, d), key0, key1));

    [Fact]
    public void An_element_is_a_word_of_its_block()
    {
        var draw = new Draw(Seed: 42, Stream: 3, Step: 9);

        var (a, b, c, d) = Philox.Block(draw, 5);

        Assert.Equal([a, b, c, d], Enumerable.Range(20, 4).Select(element => Philox.At(draw, element)));
    }

    [Fact]
    public void Seed_stream_and_step_each_name_other_numbers()
    {
        Draw[] draws = [new(1, 1, 1), new(2, 1, 1), new(1, 2, 1), new(1, 1, 2), new(1 + (1UL << 32), 1, 1), new(1, 1, 1 + (1UL << 32))];

        Assert.Distinct(draws.Select(draw => Philox.Block(draw, 0)));
    }
}
