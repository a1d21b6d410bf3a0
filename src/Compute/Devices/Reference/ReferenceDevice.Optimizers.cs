using Athanor.Compute.Tensors;

namespace Athanor.Compute.Devices.Reference;

public sealed unsafe partial class ReferenceDevice
{
    public void AdamW(Tensor parameters, Tensor gradient, Tensor first, Tensor second, AdamStep step)
    {
        Fit.Alike(parameters, gradient);
        Fit.Alike(parameters, first, second);
        var (unbias1, unbias2) = (1 - Math.Pow(step.Beta1, step.Number), 1 - Math.Pow(step.Beta2, step.Number));
        for (var i = 0L; i < parameters.Length; i++)
        {
            var slope = (double)gradient.Pointer[i] * step.GradientScale;
            var mean = first.Pointer[i] + ((1 - (double)step.Beta1) * (slope - first.Pointer[i]));
            var square = second.Pointer[i] + ((1 - (double)step.Beta2) * ((slope * slope) - second.Pointer[i]));
            var move = (mean / unbias1 / (Math.Sqrt(square / unbias2) + step.Epsilon)) + (step.WeightDecay * parameters.Pointer[i]);
            (first.Pointer[i], second.Pointer[i], parameters.Pointer[i]) = ((float)mean, (float)square, (float)(parameters.Pointer[i] - (step.LearningRate * move)));
        }
    }

    public void Momentum(Tensor parameters, Tensor gradient, Tensor velocity, MomentumStep step)
    {
        Fit.Alike(parameters, gradient, velocity);
        for (var i = 0L; i < parameters.Length; i++)
        {
            var slope = ((double)gradient.Pointer[i] * step.GradientScale) + (step.WeightDecay * parameters.Pointer[i]);
            var speed = (step.Momentum * velocity.Pointer[i]) + slope;
            var move = step.IsNesterov ? slope + (step.Momentum * speed) : speed;
            (velocity.Pointer[i], parameters.Pointer[i]) = ((float)speed, (float)(parameters.Pointer[i] - (step.LearningRate * move)));
        }
    }
}
