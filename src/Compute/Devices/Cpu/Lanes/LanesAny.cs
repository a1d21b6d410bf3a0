using System.Numerics;
using System.Runtime.CompilerServices;

namespace Athanor.Compute.Devices.Cpu.Lanes;

/// <summary>Of whatever the runtime knows of this processor.</summary>
internal readonly unsafe struct LanesAny : ILanes<LanesAny>
{
    private readonly Vector<float> _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LanesAny(Vector<float> value) => _value = value;

    public static int Count => Vector<float>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesAny All(float value) => new(new Vector<float>(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesAny Load(float* from) => new(Vector.Load(from));

    public static LanesAny Load(float* from, int count, float rest)
    {
        var lanes = All(rest);
        new ReadOnlySpan<float>(from, count).CopyTo(new Span<float>(&lanes, count));
        return lanes;
    }

    public void Store(float* to, int count)
    {
        for (var i = 0; i < count; i++) to[i] = _value[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* to) => _value.Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesAny operator +(LanesAny left, LanesAny right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesAny operator -(LanesAny left, LanesAny right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesAny operator *(LanesAny left, LanesAny right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesAny operator /(LanesAny left, LanesAny right) => new(left._value / right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesAny MultiplyAdd(LanesAny left, LanesAny right, LanesAny addend) => new((left._value * right._value) + addend._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesAny Max(LanesAny left, LanesAny right) => new(Vector.MaxNative(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesAny Min(LanesAny left, LanesAny right) => new(Vector.MinNative(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesAny Sqrt(LanesAny value) => new(Vector.SquareRoot(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesAny RaiseExponent(LanesAny value, LanesAny exponent) => new(Vector.AsVectorSingle(Vector.AsVectorInt32(value._value) + Vector.ShiftLeft(Vector.AsVectorInt32(exponent._value), ILanes<LanesAny>.FractionBits)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesAny IfGreater(LanesAny left, LanesAny right, LanesAny then, LanesAny otherwise) => new(Vector.ConditionalSelect(Vector.GreaterThan(left._value, right._value), then._value, otherwise._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Sum() => Vector.Sum(_value);

    public float Largest()
    {
        var largest = _value[0];
        for (var i = 1; i < Count; i++) largest = Math.Max(largest, _value[i]);
        return largest;
    }
}
