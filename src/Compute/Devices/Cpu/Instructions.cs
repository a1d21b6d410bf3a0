using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Athanor.Compute.Devices.Cpu;

/// <summary>The vectors that a processor computes with. Chosen once, when a device is made.</summary>
public enum Instructions
{
    /// <summary>Whatever the runtime makes of <see cref="System.Numerics.Vector{T}"/>.</summary>
    Portable,

    /// <summary>AVX2 with fused multiplication and addition: 8 numbers at a time.</summary>
    Avx2,

    /// <summary>AVX-512: 16 numbers at a time.</summary>
    Avx512,
}

public static class InstructionsOfThisMachine
{
    public static Instructions Best => Has(Instructions.Avx512) ? Instructions.Avx512 : Has(Instructions.Avx2) ? Instructions.Avx2 : Instructions.Portable;

    public static bool Has(Instructions instructions) => instructions switch
    {
        Instructions.Avx512 => Avx512F.IsSupported && Vector512.IsHardwareAccelerated,
        Instructions.Avx2 => Avx2.IsSupported && Fma.IsSupported,
        _ => true,
    };
}
