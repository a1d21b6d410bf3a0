using Athanor.Compute.Devices;
using Athanor.Compute.Tensors;

namespace Athanor.Training.Loop;

public sealed record AdamRule(float Beta1 = 0.9f, float Beta2 = 0.95f, float Epsilon = 1e-8f, float Decay = 0.1f) : IUpdateRule
{
    private static readonly string[] Names = ["optimizer.first", "optimizer.second"];

    public IReadOnlyList<string> Memory => Names;

    public void Apply(IDevice device, Tensor parameters, Tensor gradient, IReadOnlyList<Tensor> memory, long number, float rate, float scale, bool isDecayed) =>
        device.AdamW(parameters, gradient, memory[0], memory[1], new(number, rate, Beta1, Beta2, Epsilon, isDecayed ? Decay : 0, scale));
}

public sealed record MomentumRule(float Momentum = 0.9f, float Decay = 5e-4f, bool IsNesterov = true) : IUpdateRule
{
    private static readonly string[] Names = ["optimizer.velocity"];

    public IReadOnlyList<string> Memory => Names;

    public void Apply(IDevice device, Tensor parameters, Tensor gradient, IReadOnlyList<Tensor> memory, long number, float rate, float scale, bool isDecayed) =>
        device.Momentum(parameters, gradient, memory[0], new(rate, Momentum, isDecayed ? Decay : 0, IsNesterov, scale));
}
