using Athanor.Compute.Devices.Cpu.Lanes;
using Athanor.Compute.Devices.Cpu.Threads;

namespace Athanor.Compute.Devices.Cpu;

/// <summary>The processor, with vectors and some threads. One call at a time.</summary>
public sealed unsafe partial class CpuDevice : IDevice
{
    // Below that many numbers a thread would take longer to wake up than it saves.
    private const double LeastPerPart = 8192;
    private readonly double _leastPerPart;
    private readonly Instructions _instructions;
    private readonly ThreadTeam _team;
    private readonly Workspace _workspace;

    public CpuDevice(int threads, Instructions? instructions = null)
        : this(threads, instructions, LeastPerPart)
    {
    }

    /// <summary>With a limit of its own, so that small work goes to many threads, too.</summary>
    internal CpuDevice(int threads, Instructions? instructions, double leastPerPart)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        _instructions = instructions ?? InstructionsOfThisMachine.Best;
        if (!InstructionsOfThisMachine.Has(_instructions)) throw new ArgumentException($"This machine does not have {_instructions}.", nameof(instructions));
        _leastPerPart = leastPerPart;
        _team = new(threads);
        _workspace = new(threads);
    }

    public string Name => $"cpu ({_instructions})";

    public int Threads => _team.Threads;

    public void Dispose()
    {
        _team.Dispose();
        _workspace.Dispose();
        _rotations.Dispose();
    }

    /// <summary>Into how many parts work goes: a function of its size alone.</summary>
    private int PartsOf(long length, double numbersEach) => (int)Math.Clamp(length * numbersEach / _leastPerPart, 1, Math.Min(Threads, length));

    private void Spread<TWork>(TWork work, long length, double numbersEach, long grain = 1) where TWork : unmanaged, IRangeWork
    {
        var parts = PartsOf(length, numbersEach);
        switch (_instructions)
        {
            case Instructions.Avx512: _team.Run(new RangeOf<TWork, Lanes512>(work, length, grain), parts); break;
            case Instructions.Avx2: _team.Run(new RangeOf<TWork, Lanes256>(work, length, grain), parts); break;
            default: _team.Run(new RangeOf<TWork, LanesAny>(work, length, grain), parts); break;
        }
    }
}
