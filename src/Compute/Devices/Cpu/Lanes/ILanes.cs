namespace Athanor.Compute.Devices.Cpu.Lanes;

/// <summary>A vector of some width, so that a kernel is written once and compiled for each. Everything here becomes an instruction or two.</summary>
internal unsafe interface ILanes<T> where T : unmanaged, ILanes<T>
{
    static abstract int Count { get; }

    static abstract T All(float value);

    static abstract T Load(float* from);

    void Store(float* to);

    static abstract T operator +(T left, T right);

    static abstract T operator -(T left, T right);

    static abstract T operator *(T left, T right);

    static abstract T operator /(T left, T right);

    /// <summary>left · right + addend, rounded once where the processor can.</summary>
    static abstract T MultiplyAdd(T left, T right, T addend);

    static abstract T Max(T left, T right);

    static abstract T Min(T left, T right);

    static abstract T Sqrt(T value);

    /// <summary>To the nearest whole number.</summary>
    static abstract T Round(T value);

    /// <summary>2ⁿ of whole numbers from -126 to 127.</summary>
    static abstract T PowerOfTwo(T exponent);

    /// <summary>Lane by lane, bits as they are: left > right ? then : otherwise.</summary>
    static abstract T IfGreater(T left, T right, T then, T otherwise);

    float Sum();

    float Largest();
}
