namespace Athanor.Training.Modules;

/// <summary>What a parameter is before training: one value, or normal numbers around zero.</summary>
public readonly record struct Initialization(float Value, float Deviation)
{
    public static readonly Initialization Zeros = new(0, 0);
    public static readonly Initialization Ones = new(1, 0);

    public static Initialization Normal(float deviation) => new(0, deviation);

    /// <summary>For a layer before a ReLU, by the number of inputs to each output (He et al., 2015).</summary>
    public static Initialization ForRelu(long inputs) => Normal(MathF.Sqrt(2f / inputs));
}
