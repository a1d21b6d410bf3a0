using Athanor.Compute.Devices;
using Athanor.Compute.Devices.Cpu;

namespace Athanor.Compute.Tests.Devices;

public sealed class PortableCpuDeviceTests : DeviceConformance
{
    protected override IDevice Create(int threads) => CpuDevices.WithOrSkip(threads, Instructions.Portable);
}

public sealed class Avx2CpuDeviceTests : DeviceConformance
{
    protected override IDevice Create(int threads) => CpuDevices.WithOrSkip(threads, Instructions.Avx2);
}

public sealed class Avx512CpuDeviceTests : DeviceConformance
{
    protected override IDevice Create(int threads) => CpuDevices.WithOrSkip(threads, Instructions.Avx512);
}

internal static class CpuDevices
{
    /// <summary>Work goes to all threads, however little it is.</summary>
    public static CpuDevice WithOrSkip(int threads, Instructions instructions)
    {
        Assert.SkipUnless(InstructionsOfThisMachine.Has(instructions), $"This machine does not have {instructions}.");
        return new(threads, instructions, leastPerPart: 1);
    }
}
