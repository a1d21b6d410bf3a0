using Athanor.Compute.Tensors;

namespace Athanor.Compute.Devices.Cpu.Sequences;

/// <summary>Cosines and sines of each place and pair, made once: [time, 2, half].</summary>
internal sealed unsafe class RotationTable : IDisposable
{
    private Tensor? _turns;
    private float _theta;

    public float* For(float theta, int time, int half)
    {
        if (_turns is not null && _theta == theta && _turns.Shape[0] >= time && _turns.Shape[2] == half) return _turns.Pointer;
        _turns?.Dispose();
        (_turns, _theta) = (Tensor.Zeros(time, 2, half), theta);
        var turn = _turns.Pointer;
        for (var place = 0; place < time; place++)
        {
            for (var i = 0; i < half; i++)
            {
                var (sine, cosine) = Math.SinCos(place * Math.Pow(theta, -(double)i / half));
                (turn[i], turn[half + i]) = ((float)cosine, (float)sine);
            }
            turn += 2 * half;
        }
        return _turns.Pointer;
    }

    public void Dispose() => _turns?.Dispose();
}
