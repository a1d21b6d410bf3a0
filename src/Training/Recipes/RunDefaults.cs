namespace Athanor.Training.Recipes;

/// <summary>What suits one recipe and not another.</summary>
internal sealed record RunDefaults(double Epochs, int Batch, double Rate, double Decay, double HeldOut);
