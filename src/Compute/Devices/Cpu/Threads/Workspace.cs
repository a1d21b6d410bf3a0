using Athanor.Compute.Tensors;

namespace Athanor.Compute.Devices.Cpu.Threads;

/// <summary>Memory for what kernels need between, as much for each thread. It grows when a kernel asks for more than any did before.</summary>
internal sealed unsafe class Workspace(int threads) : IDisposable
{
    // Beyond a cache line and a page, so that no two threads write the same one, and vectors may be stored whole at the end.
    private const long Gap = 1024;
    private Tensor? _memory;
    private long _perThread;

    /// <summary>Where the part of the first thread begins; the others follow, each a <see cref="Stride"/> on. Good until the next call.</summary>
    public float* Reserve(long perThread)
    {
        if (perThread > _perThread || _memory is null)
        {
            _memory?.Dispose();
            _perThread = (perThread + 15) / 16 * 16;
            _memory = Tensor.Zeros(checked((int)(Stride / 16 * threads)), 16);
        }
        return _memory.Pointer;
    }

    public long Stride => _perThread + Gap;

    public void Dispose() => _memory?.Dispose();
}
