using Athanor.Compute.Devices.Cpu.Lanes;

namespace Athanor.Compute.Devices.Cpu.Elements;

/// <summary>A function of one number.</summary>
internal interface IMap
{
    V Of<V>(V x) where V : unmanaged, ILanes<V>;
}

/// <summary>A function of two numbers.</summary>
internal interface IMap2
{
    V Of<V>(V x, V y) where V : unmanaged, ILanes<V>;
}
