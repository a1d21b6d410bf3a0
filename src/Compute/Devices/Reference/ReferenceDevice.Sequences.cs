using Athanor.Compute.Tensors;

namespace Athanor.Compute.Devices.Reference;

public sealed unsafe partial class ReferenceDevice
{
    public void Embed(Tensor table, Indices indices, Tensor output)
    {
        Fit.Embed(table, indices, output);
        var columns = table.Shape.Columns;
        for (var i = 0L; i < output.Length; i++) output.Pointer[i] = table.Pointer[((long)indices.Pointer[i / columns] * columns) + (i % columns)];
    }

    public void EmbedBackward(Indices indices, Tensor outputGradient, Tensor tableGradient)
    {
        Fit.Embed(tableGradient, indices, outputGradient);
        var columns = tableGradient.Shape.Columns;
        for (var i = 0L; i < outputGradient.Length; i++) tableGradient.Pointer[((long)indices.Pointer[i / columns] * columns) + (i % columns)] += outputGradient.Pointer[i];
    }

    public void Rotate(Tensor heads, float theta, bool backward = false)
    {
        Fit.Rotate(heads);
        var (time, count, half) = (heads.Shape[1], heads.Shape[2], heads.Shape[3] / 2);
        for (var head = 0L; head < heads.Shape.Rows; head++)
        {
            var x = heads.Pointer + (head * 2 * half);
            var place = head / count % time;
            for (var i = 0; i < half; i++)
            {
                var (sine, cosine) = Math.SinCos(place * Math.Pow(theta, -(double)i / half) * (backward ? -1 : 1));
                (x[i], x[half + i]) = ((float)((x[i] * cosine) - (x[half + i] * sine)), (float)((x[half + i] * cosine) + (x[i] * sine)));
            }
        }
    }

    public void Dropout(Tensor input, Tensor output, float rate, Draw draw)
    {
        Fit.Dropout(input, output, rate);
        for (var i = 0L; i < input.Length; i++) output.Pointer[i] = Philox.At(draw, i) < rate * 4294967296.0 ? 0 : input.Pointer[i] * (1 / (1 - rate));
    }
}
