namespace Athanor.Compute.Devices.Cpu.Threads;

/// <summary>Cuts memory into pieces, each beginning at a cache line where the memory does. From no memory at all it tells how much is needed.</summary>
internal unsafe struct Pieces(float* memory)
{
    private const long Line = 16;

    /// <summary>Of all pieces so far.</summary>
    public long Numbers { get; private set; }

    public float* Take(long numbers)
    {
        var piece = memory + Numbers;
        Numbers += (numbers + Line - 1) / Line * Line;
        return piece;
    }
}
