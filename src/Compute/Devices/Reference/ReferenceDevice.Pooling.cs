using Athanor.Compute.Tensors;

namespace Athanor.Compute.Devices.Reference;

public sealed unsafe partial class ReferenceDevice
{
    public void MaxPool(Tensor input, Tensor output, Indices where, int size, int stride)
    {
        Fit.MaxPool(input, output, where, size, stride);
        var (height, width, channels) = (output.Shape[1], output.Shape[2], output.Shape[3]);
        for (var i = 0; i < output.Length; i++)
        {
            var (place, channel) = (i / channels, i % channels);
            var (image, y, x) = (place / width / height, place / width % height * stride, place % width * stride);
            var best = (Value: float.NegativeInfinity, Place: (y * input.Shape[2]) + x);
            for (var window = 0; window < size * size; window++)
            {
                var (row, column) = (y + (window / size), x + (window % size));
                var value = Place(input, image, row, column)[channel];
                if (value > best.Value) best = (value, (row * input.Shape[2]) + column);
            }
            (output.Pointer[i], where.Pointer[i]) = best;
        }
    }

    public void MaxPoolBackward(Tensor outputGradient, Indices where, Tensor inputGradient)
    {
        Fit.MaxPoolBackward(outputGradient, where, inputGradient);
        var (channels, places) = (outputGradient.Shape[3], outputGradient.Shape[1] * outputGradient.Shape[2]);
        inputGradient.Clear();
        for (var i = 0; i < outputGradient.Length; i++)
        {
            var image = i / channels / places;
            Place(inputGradient, image, 0, where.Pointer[i])[i % channels] += outputGradient.Pointer[i];
        }
    }

    public void MeanPool(Tensor input, Tensor output)
    {
        Fit.MeanPool(input, output);
        var (channels, places) = (input.Shape[3], input.Shape[1] * input.Shape[2]);
        for (var i = 0; i < output.Length; i++)
        {
            var sum = 0.0;
            for (var place = 0; place < places; place++) sum += Place(input, i / channels, 0, place)[i % channels];
            output.Pointer[i] = (float)(sum / places);
        }
    }

    public void MeanPoolBackward(Tensor outputGradient, Tensor inputGradient)
    {
        Fit.MeanPool(inputGradient, outputGradient);
        var (channels, places) = (inputGradient.Shape[3], inputGradient.Shape[1] * inputGradient.Shape[2]);
        for (var i = 0; i < outputGradient.Length; i++)
        {
            for (var place = 0; place < places; place++) Place(inputGradient, i / channels, 0, place)[i % channels] = outputGradient.Pointer[i] / places;
        }
    }
}
