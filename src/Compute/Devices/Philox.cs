namespace Athanor.Compute.Devices;

/// <summary>
/// Philox 4x32-10 of Salmon, Moraes, Dror and Shaw, "Parallel Random Numbers: As Easy as 1, 2, 3" (2011): a block cipher over a counter, four words at a time.
/// The key is the seed, the counter is (block, stream, step), so that a draw has 2³⁴ elements before it repeats.
/// </summary>
public static class Philox
{
    public const int WordsPerBlock = 4;
    internal const int Rounds = 10;
    internal const uint Multiplier0 = 0xD2511F53;
    internal const uint Multiplier1 = 0xCD9E8D57;

    // The golden ratio and the root of three less one, as the paper has it.
    internal const uint Weyl0 = 0x9E3779B9;
    internal const uint Weyl1 = 0xBB67AE85;

    /// <summary>32 random bits for one element.</summary>
    public static uint At(Draw draw, long element)
    {
        var block = Block(draw, (uint)(element / WordsPerBlock));
        return (element % WordsPerBlock) switch { 0 => block.A, 1 => block.B, 2 => block.C, _ => block.D };
    }

    public static (uint A, uint B, uint C, uint D) Block(Draw draw, uint block) =>
        Encrypt((block, draw.Stream, (uint)draw.Step, (uint)(draw.Step >> 32)), (uint)draw.Seed, (uint)(draw.Seed >> 32));

    internal static (uint A, uint B, uint C, uint D) Encrypt((uint A, uint B, uint C, uint D) counter, uint key0, uint key1)
    {
        var (a, b, c, d) = counter;
        for (var round = 0; round < Rounds; round++)
        {
            var (left, right) = (Math.BigMul(a, Multiplier0), Math.BigMul(c, Multiplier1));
            (a, b, c, d) = ((uint)(right >> 32) ^ b ^ key0, (uint)right, (uint)(left >> 32) ^ d ^ key1, (uint)left);
            key0 = unchecked(key0 + Weyl0);
            key1 = unchecked(key1 + Weyl1);
        }
        return (a, b, c, d);
    }
}
