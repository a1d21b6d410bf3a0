using System.Runtime.CompilerServices;
namespace Athanor.Compute.Devices.Cpu.Images;

/// <summary>
/// What a window sees from each place: a matrix [images · places, rows · columns · channels] that is never stored, but gathered as it is needed. What lies outside
/// of the image is zero. <see cref="Spread"/> puts that many less one empty places between those of the image, which the way back through a stride needs.
/// </summary>
internal readonly unsafe struct Patches
{
    // [images, Height, Width, Channels]
    public required float* Source { get; init; }

    public required int Height { get; init; }

    public required int Width { get; init; }

    public required int Channels { get; init; }

    public required int Rows { get; init; }

    public required int Columns { get; init; }

    public required int Stride { get; init; }

    public required int Spread { get; init; }

    public required int PaddingOfRows { get; init; }

    public required int PaddingOfColumns { get; init; }

    public required int PlacesDown { get; init; }

    public required int PlacesAcross { get; init; }

    public int Length => Rows * Columns * Channels;

    /// <summary>The numbers from <paramref name="from"/> on of what is seen from one place.</summary>
    [MethodImpl(Compiled.AsKernel)]
    public void Gather(long place, int from, int count, float* to)
    {
        var (line, x) = ((int)(place / PlacesAcross), (int)(place % PlacesAcross) * Stride);
        var (image, y) = (line / PlacesDown, line % PlacesDown * Stride);
        var length = Columns * Channels;
        for (var (row, end) = (from / length, from + count); row * length < end; row++)
        {
            var (begin, until) = (Math.Max(from - (row * length), 0), Math.Min(end - (row * length), length));
            var line0 = LineOf(image, y + row - PaddingOfRows);
            if (line0 is null) new Span<float>(to, until - begin).Clear();
            else if (Spread == 1) GatherLine(line0, (x - PaddingOfColumns) * Channels, begin, until, to);
            else GatherSpread(line0, x - PaddingOfColumns, begin, until, to);
            to += until - begin;
        }
    }

    /// <summary>The same from neighbouring places of one line, each <paramref name="width"/> on.</summary>
    [MethodImpl(Compiled.AsKernel)]
    public void GatherRun(long place, int places, int from, int count, int width, float* to)
    {
        var (length, row) = (Columns * Channels, from / (Columns * Channels));
        if (Spread != 1 || from + count > (row + 1) * length)
        {
            for (var next = 0; next < places; next++) Gather(place + next, from, count, to + (next * width));
            return;
        }

        // All of it lies in one row of the window, so that the line it comes from is the same for all places.
        var (below, begin) = ((int)(place / PlacesAcross), from - (row * length));
        var line = LineOf(below / PlacesDown, (below % PlacesDown * Stride) + row - PaddingOfRows);
        var offset = (((int)(place % PlacesAcross) * Stride) - PaddingOfColumns) * Channels;
        for (var next = 0; next < places; next++, offset += Stride * Channels, to += width)
        {
            if (line is null) new Span<float>(to, count).Clear();
            else if (offset + begin >= 0 && offset + begin + count <= Width * Channels) Products.LanesTogether.Copy(line + offset + begin, to, count);
            else GatherLine(line, offset, begin, begin + count, to);
        }
    }

    private float* LineOf(int image, int y)
    {
        if (y < 0 || y % Spread != 0 || y / Spread >= Height) return null;
        return Source + ((((long)image * Height) + (y / Spread)) * Width * Channels);
    }

    // Neighbouring places of a line lie side by side, all channels together, so that only its ends have to be cut.
    private void GatherLine(float* line, int offset, int begin, int until, float* to)
    {
        var inside = Math.Clamp(-offset, begin, until);
        var outside = Math.Clamp((Width * Channels) - offset, inside, until);
        for (var i = begin; i < inside; i++) *to++ = 0;
        Products.LanesTogether.Copy(line + offset + inside, to, outside - inside);
        to += outside - inside;
        for (var i = outside; i < until; i++) *to++ = 0;
    }

    private void GatherSpread(float* line, int x, int begin, int until, float* to)
    {
        for (var i = begin; i < until; i++)
        {
            var at = x + (i / Channels);
            *to++ = at >= 0 && at % Spread == 0 && at / Spread < Width ? line[((long)(at / Spread) * Channels) + (i % Channels)] : 0;
        }
    }
}
