using System.Diagnostics;
using Athanor.Compute.Tensors;

namespace Athanor.Compute.Devices.Reference;

public sealed unsafe partial class ReferenceDevice
{
    private static readonly double GeluScale = Math.Sqrt(2 / Math.PI);
    private const double GeluCube = 0.044715;

    public void Activate(Activation activation, Tensor input, Tensor output)
    {
        Fit.Alike(input, output);
        for (var i = 0L; i < input.Length; i++) output.Pointer[i] = (float)ValueOf(activation, input.Pointer[i]);
    }

    public void ActivateBackward(Activation activation, Tensor input, Tensor outputGradient, Tensor inputGradient)
    {
        Fit.Alike(input, outputGradient, inputGradient);
        for (var i = 0L; i < input.Length; i++) inputGradient.Pointer[i] = (float)(outputGradient.Pointer[i] * SlopeOf(activation, input.Pointer[i]));
    }

    public void SwiGlu(Tensor gate, Tensor up, Tensor output)
    {
        Fit.Alike(gate, up, output);
        for (var i = 0L; i < gate.Length; i++) output.Pointer[i] = (float)(ValueOf(Activation.Silu, gate.Pointer[i]) * up.Pointer[i]);
    }

    public void SwiGluBackward(Tensor gate, Tensor up, Tensor outputGradient, Tensor gateGradient, Tensor upGradient)
    {
        Fit.Alike(gate, up, outputGradient);
        Fit.Alike(gate, gateGradient, upGradient);
        for (var i = 0L; i < gate.Length; i++)
        {
            var (x, factor, gradient) = ((double)gate.Pointer[i], (double)up.Pointer[i], (double)outputGradient.Pointer[i]);
            gateGradient.Pointer[i] = (float)(gradient * factor * SlopeOf(Activation.Silu, x));
            upGradient.Pointer[i] = (float)(gradient * ValueOf(Activation.Silu, x));
        }
    }

    private static double ValueOf(Activation activation, double x) => activation switch
    {
        Activation.Relu => Math.Max(x, 0),
        Activation.Gelu => 0.5 * x * (1 + Math.Tanh(GeluScale * (x + (GeluCube * x * x * x)))),
        Activation.Silu => x * Sigmoid(x),
        _ => throw new UnreachableException(),
    };

    private static double SlopeOf(Activation activation, double x) => activation switch
    {
        Activation.Relu => x > 0 ? 1 : 0,
        Activation.Gelu => GeluSlope(x),
        Activation.Silu => Sigmoid(x) * (1 + (x * (1 - Sigmoid(x)))),
        _ => throw new UnreachableException(),
    };

    private static double GeluSlope(double x)
    {
        var tanh = Math.Tanh(GeluScale * (x + (GeluCube * x * x * x)));
        return (0.5 * (1 + tanh)) + (0.5 * x * (1 - (tanh * tanh)) * GeluScale * (1 + (3 * GeluCube * x * x)));
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
