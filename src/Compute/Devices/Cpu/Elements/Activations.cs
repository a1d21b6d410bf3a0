using System.Runtime.CompilerServices;
using Athanor.Compute.Devices.Cpu.Lanes;

namespace Athanor.Compute.Devices.Cpu.Elements;

internal readonly struct Relu : IMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V>(V x) where V : unmanaged, ILanes<V> => V.Max(x, V.All(0));
}

internal readonly struct ReluSlope : IMap2
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V>(V x, V gradient) where V : unmanaged, ILanes<V> => V.IfGreater(x, V.All(0), gradient, V.All(0));
}

internal readonly struct Silu : IMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V>(V x) where V : unmanaged, ILanes<V> => x * LaneMath.Sigmoid(x);
}

internal readonly struct SiluSlope : IMap2
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V>(V x, V gradient) where V : unmanaged, ILanes<V>
    {
        var sigmoid = LaneMath.Sigmoid(x);
        return gradient * sigmoid * V.MultiplyAdd(x, V.All(1) - sigmoid, V.All(1));
    }
}

/// <summary>½x(1 + tanh u) is x · sigmoid(2u), which needs no tanh and loses nothing near -1.</summary>
internal readonly struct Gelu : IMap
{
    // 2 √(2/π), and the share of the cube.
    public const float Inner = 1.5957691216f;
    public const float Cube = 0.044715f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V>(V x) where V : unmanaged, ILanes<V> => x * Gate(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Gate<V>(V x) where V : unmanaged, ILanes<V> => LaneMath.Sigmoid(V.All(Inner) * x * V.MultiplyAdd(V.All(Cube), x * x, V.All(1)));
}

internal readonly struct GeluSlope : IMap2
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V>(V x, V gradient) where V : unmanaged, ILanes<V>
    {
        var gate = Gelu.Gate(x);
        var inner = V.All(Gelu.Inner) * V.MultiplyAdd(V.All(3 * Gelu.Cube), x * x, V.All(1));
        return gradient * gate * V.MultiplyAdd(x * (V.All(1) - gate), inner, V.All(1));
    }
}

/// <summary>silu(gate) · up.</summary>
internal readonly struct Swished : IMap2
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V>(V gate, V up) where V : unmanaged, ILanes<V> => gate * LaneMath.Sigmoid(gate) * up;
}
