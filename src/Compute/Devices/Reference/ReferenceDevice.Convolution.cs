using Athanor.Compute.Tensors;

namespace Athanor.Compute.Devices.Reference;

public sealed unsafe partial class ReferenceDevice
{
    public void Convolve(Tensor input, Tensor weight, Tensor output, Convolution convolution)
    {
        Fit.Convolve(input, weight, output, convolution);
        var (batch, height, width, filters) = (output.Shape[0], output.Shape[1], output.Shape[2], output.Shape[3]);
        var target = output.Pointer;
        for (var image = 0; image < batch; image++)
        {
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++)
                {
                    for (var filter = 0; filter < filters; filter++) *target++ = (float)Window(input, weight, convolution, image, y, x, filter);
                }
            }
        }
    }

    public void ConvolveBackward(Tensor input, Tensor weight, Tensor outputGradient, Tensor? inputGradient, Tensor weightGradient, Convolution convolution)
    {
        Fit.Convolve(input, weight, outputGradient, convolution);
        Fit.Convolve(inputGradient ?? input, weightGradient, outputGradient, convolution);
        Fit.Alike(input, inputGradient ?? input);
        if (inputGradient is not null) GradientOfInput(weight, outputGradient, inputGradient, convolution);
        GradientOfWeight(input, outputGradient, weightGradient, convolution);
    }

    private static double Window(Tensor input, Tensor weight, Convolution convolution, int image, int y, int x, int filter)
    {
        var (rows, columns, channels) = (weight.Shape[1], weight.Shape[2], weight.Shape[3]);
        var sum = 0.0;
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                var from = PlaceOrNull(input, image, (y * convolution.Stride) + i - convolution.Padding, (x * convolution.Stride) + j - convolution.Padding);
                var factor = Place(weight, filter, i, j);
                for (var channel = 0; channel < channels && from is not null; channel++) sum += (double)from[channel] * factor[channel];
            }
        }
        return sum;
    }

    // Each place of the input is asked for by every window that covers it.
    private void GradientOfInput(Tensor weight, Tensor outputGradient, Tensor inputGradient, Convolution convolution)
    {
        var (batch, height, width, channels) = (inputGradient.Shape[0], inputGradient.Shape[1], inputGradient.Shape[2], inputGradient.Shape[3]);
        var sums = Scratch(channels);
        for (var place = 0; place < batch * height * width; place++)
        {
            sums.Clear();
            for (var i = 0; i < weight.Shape[1]; i++)
            {
                for (var j = 0; j < weight.Shape[2]; j++)
                {
                    var (y, x) = ((place / width % height) + convolution.Padding - i, (place % width) + convolution.Padding - j);
                    if (y % convolution.Stride != 0 || x % convolution.Stride != 0) continue;
                    var gradient = PlaceOrNull(outputGradient, place / width / height, y / convolution.Stride, x / convolution.Stride);
                    for (var filter = 0; filter < weight.Shape[0] && gradient is not null; filter++)
                    {
                        for (var channel = 0; channel < channels; channel++) sums[channel] += (double)gradient[filter] * Place(weight, filter, i, j)[channel];
                    }
                }
            }
            for (var channel = 0; channel < channels; channel++) inputGradient.Pointer[((long)place * channels) + channel] = (float)sums[channel];
        }
    }

    private void GradientOfWeight(Tensor input, Tensor outputGradient, Tensor weightGradient, Convolution convolution)
    {
        var (batch, height, width) = (outputGradient.Shape[0], outputGradient.Shape[1], outputGradient.Shape[2]);
        var (filters, rows, columns, channels) = (weightGradient.Shape[0], weightGradient.Shape[1], weightGradient.Shape[2], weightGradient.Shape[3]);
        var sums = Scratch(channels);
        for (var at = 0; at < filters * rows * columns; at++)
        {
            var (filter, i, j) = (at / columns / rows, at / columns % rows, at % columns);
            sums.Clear();
            for (var place = 0; place < batch * height * width; place++)
            {
                var (image, y, x) = (place / width / height, place / width % height, place % width);
                var from = PlaceOrNull(input, image, (y * convolution.Stride) + i - convolution.Padding, (x * convolution.Stride) + j - convolution.Padding);
                double gradient = Place(outputGradient, image, y, x)[filter];
                for (var channel = 0; channel < channels && from is not null; channel++) sums[channel] += gradient * from[channel];
            }
            AddTo(Place(weightGradient, filter, i, j), sums);
        }
    }

    private static float* Place(Tensor image, int a, int b, int c) => image.Pointer + (((((long)a * image.Shape[1]) + b) * image.Shape[2] + c) * image.Shape[3]);

    private static float* PlaceOrNull(Tensor images, int image, int y, int x) =>
        y >= 0 && y < images.Shape[1] && x >= 0 && x < images.Shape[2] ? Place(images, image, y, x) : null;
}
