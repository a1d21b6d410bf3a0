namespace Athanor.Compute.Devices.Reference;

/// <summary>What each kernel means, in plain loops: one result at a time, added up with double precision. Slow on purpose; every other device is held to it.</summary>
public sealed unsafe partial class ReferenceDevice : IDevice
{
    private double[] _scratch = [];

    public string Name => "reference";

    public int Threads => 1;

    public void Dispose()
    {
    }

    private Span<double> Scratch(int length)
    {
        if (_scratch.Length < length) _scratch = new double[length];
        return _scratch.AsSpan(0, length);
    }
}
