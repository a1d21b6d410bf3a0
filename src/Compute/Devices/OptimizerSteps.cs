namespace Athanor.Compute.Devices;

/// <summary>One step of AdamW, as in Loshchilov and Hutter. <paramref name="Number"/> counts from one; the gradient is multiplied by <paramref name="GradientScale"/> first.</summary>
public readonly record struct AdamStep(long Number, float LearningRate, float Beta1, float Beta2, float Epsilon, float WeightDecay, float GradientScale = 1);

/// <summary>velocity = momentum · velocity + gradient (with decay), parameters -= rate · velocity (or looking ahead, as Nesterov).</summary>
public readonly record struct MomentumStep(float LearningRate, float Momentum, float WeightDecay, bool IsNesterov = false, float GradientScale = 1);
