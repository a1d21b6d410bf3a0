namespace Athanor.Compute.Devices.Cpu.Lanes;

/// <summary>A vector of some width, so that a kernel is written once and compiled for each. Everything here becomes an instruction or two.</summary>
internal unsafe interface ILanes<T> where T : unmanaged, ILanes<T>
{
    /// <summary>Of a number of 32 bits.</summary>
    const int FractionBits = 23;

    static abstract int Count { get; }

    static abstract T All(float value);

    static abstract T Load(float* from);

    /// <summary>The first <paramref name="count"/> lanes, and <paramref name="rest"/> in the others. Without a call, which would cost every vector at hand its register.</summary>
    static abstract T Load(float* from, int count, float rest);

    void Store(float* to);

    /// <summary>The first <paramref name="count"/> lanes alone.</summary>
    void Store(float* to, int count);

    static abstract T operator +(T left, T right);

    static abstract T operator -(T left, T right);

    static abstract T operator *(T left, T right);

    static abstract T operator /(T left, T right);

    /// <summary>left · right + addend, rounded once where the processor can.</summary>
    static abstract T MultiplyAdd(T left, T right, T addend);

    /// <summary>Of two lanes the larger one; where either is not a number, the right one.</summary>
    static abstract T Max(T left, T right);

    /// <summary>Of two lanes the smaller one; where either is not a number, the right one.</summary>
    static abstract T Min(T left, T right);

    static abstract T Sqrt(T value);

    /// <summary>Adds to the exponents of values what the lowest bits of the other lanes' fractions say: value · 2ⁿ.</summary>
    static abstract T RaiseExponent(T value, T exponent);

    /// <summary>Lane by lane, bits as they are: left > right ? then : otherwise.</summary>
    static abstract T IfGreater(T left, T right, T then, T otherwise);

    float Sum();

    float Largest();
}
