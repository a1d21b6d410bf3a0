namespace Athanor.Compute.Devices.Cpu.Threads;

/// <summary>What one part of many gets of a length: neighbouring shares in order, cut at multiples of a grain, as even as that allows.</summary>
internal readonly record struct Share(long Begin, long End)
{
    public long Length => End - Begin;

    public static Share Of(long length, int part, int parts, long grain = 1)
    {
        var grains = (length + grain - 1) / grain;
        return new(Math.Min(grains * part / parts * grain, length), Math.Min(grains * (part + 1) / parts * grain, length));
    }
}
