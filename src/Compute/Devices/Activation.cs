namespace Athanor.Compute.Devices;

public enum Activation
{
    Relu,

    /// <summary>x · Φ(x), with the tanh approximation that GPT-2 uses.</summary>
    Gelu,

    Silu,
}
