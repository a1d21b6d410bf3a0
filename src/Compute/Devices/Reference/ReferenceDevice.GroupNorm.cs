using Athanor.Compute.Tensors;

namespace Athanor.Compute.Devices.Reference;

public sealed unsafe partial class ReferenceDevice
{
    public void GroupNorm(Tensor input, Tensor weight, Tensor bias, Tensor output, Tensor statistics, int groups, float epsilon)
    {
        Fit.GroupNorm(input, weight, bias, output, statistics, groups);
        var (batch, channels, places) = (input.Shape[0], input.Shape[3], input.Shape[1] * input.Shape[2]);
        var (width, count) = (channels / groups, (double)places * (channels / groups));
        for (var part = 0; part < batch * groups; part++)
        {
            var (image, first) = ((long)part / groups * places * channels, part % groups * width);
            var (mean, square) = (0.0, 0.0);
            for (var place = 0; place < places; place++)
            {
                for (var i = first; i < first + width; i++) mean += input.Pointer[image + ((long)place * channels) + i] / count;
            }
            for (var place = 0; place < places; place++)
            {
                for (var i = first; i < first + width; i++) square += Math.Pow(input.Pointer[image + ((long)place * channels) + i] - mean, 2) / count;
            }
            var inverse = 1 / Math.Sqrt(square + epsilon);
            for (var place = 0; place < places; place++)
            {
                for (var i = first; i < first + width; i++)
                {
                    var at = image + ((long)place * channels) + i;
                    output.Pointer[at] = (float)(((input.Pointer[at] - mean) * inverse * weight.Pointer[i]) + bias.Pointer[i]);
                }
            }
            (statistics.Pointer[part * 2], statistics.Pointer[(part * 2) + 1]) = ((float)mean, (float)inverse);
        }
    }

    public void GroupNormBackward(Tensor input, Tensor weight, Tensor statistics, Tensor outputGradient, Tensor inputGradient, Tensor weightGradient, Tensor biasGradient, int groups)
    {
        Fit.GroupNorm(input, weight, weightGradient, outputGradient, statistics, groups);
        Fit.GroupNorm(input, weight, biasGradient, inputGradient, statistics, groups);
        var (batch, channels, places) = (input.Shape[0], input.Shape[3], input.Shape[1] * input.Shape[2]);
        var (width, count) = (channels / groups, (double)places * (channels / groups));
        var sums = Scratch(channels * 2);
        sums.Clear();
        for (var part = 0; part < batch * groups; part++)
        {
            var (image, first) = ((long)part / groups * places * channels, part % groups * width);
            double mean = statistics.Pointer[part * 2], inverse = statistics.Pointer[(part * 2) + 1];
            var (plain, along) = (0.0, 0.0);
            for (var place = 0; place < places; place++)
            {
                for (var i = first; i < first + width; i++)
                {
                    var at = image + ((long)place * channels) + i;
                    var (normal, gradient) = ((input.Pointer[at] - mean) * inverse, (double)outputGradient.Pointer[at]);
                    plain += gradient * weight.Pointer[i] / count;
                    along += gradient * weight.Pointer[i] * normal / count;
                    sums[i] += gradient * normal;
                    sums[channels + i] += gradient;
                }
            }
            for (var place = 0; place < places; place++)
            {
                for (var i = first; i < first + width; i++)
                {
                    var at = image + ((long)place * channels) + i;
                    var normal = (input.Pointer[at] - mean) * inverse;
                    inputGradient.Pointer[at] = (float)(((outputGradient.Pointer[at] * (double)weight.Pointer[i]) - plain - (normal * along)) * inverse);
                }
            }
        }
        AddTo(weightGradient.Pointer, sums[..channels]);
        AddTo(biasGradient.Pointer, sums[channels..]);
    }
}
