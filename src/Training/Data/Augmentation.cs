namespace Athanor.Training.Data;

/// <summary>
/// Shows an image a little otherwise each time: mirrored, turned by quarters where that is allowed, moved by some pixels, lighter or darker. How is a function of the seed and the
/// position in the run, so that a resumed run sees what it would have seen.
/// </summary>
internal sealed class Augmentation(ulong seed, int side, bool turns)
{
    private readonly int _reach = side / 8;

    public void Apply(ReadOnlySpan<byte> source, Span<byte> target, long position)
    {
        var draw = SplitMix.Of(seed ^ SplitMix.Of((ulong)position));
        var (mirrors, quarters, light) = ((draw & 1) == 1, turns ? (int)((draw >> 1) & 3) : 0, 0.85 + (0.3 * ((draw >> 8) & 0xFFFF) / 0xFFFF));
        var (dx, dy) = ((int)((draw >> 24) % (ulong)((2 * _reach) + 1)) - _reach, (int)((draw >> 40) % (ulong)((2 * _reach) + 1)) - _reach);
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                var (fromX, fromY) = Turned(mirrors ? side - 1 - x : x, y, quarters);
                var from = ((Reflected(fromY + dy) * side) + Reflected(fromX + dx)) * ImageFolder.Channels;
                var to = ((y * side) + x) * ImageFolder.Channels;
                for (var channel = 0; channel < ImageFolder.Channels; channel++) target[to + channel] = (byte)Math.Min(255, source[from + channel] * light);
            }
        }
    }

    private (int X, int Y) Turned(int x, int y, int quarters) => quarters switch
    {
        1 => (y, side - 1 - x),
        2 => (side - 1 - x, side - 1 - y),
        3 => (side - 1 - y, x),
        _ => (x, y),
    };

    private int Reflected(int place) => place < 0 ? -place : place >= side ? (2 * (side - 1)) - place : place;
}
