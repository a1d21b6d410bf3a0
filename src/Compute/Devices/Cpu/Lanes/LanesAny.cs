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
    public static LanesAny Max(LanesAny left, LanesAny right) => new(Vector.Max(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesAny Min(LanesAny left, LanesAny right) => new(Vector.Min(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesAny Sqrt(LanesAny value) => new(Vector.SquareRoot(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesAny Round(LanesAny value) => new(Vector.Round(value._value, MidpointRounding.ToEven));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesAny PowerOfTwo(LanesAny exponent) => new(Vector.AsVectorSingle(Vector.ShiftLeft(Vector.ConvertToInt32(exponent._value) + new Vector<int>(127), 23)));

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
