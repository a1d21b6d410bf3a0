using Athanor.Compute.Tensors;
using Athanor.Training.Evaluations;
using Athanor.Training.Models;

namespace Athanor.Training.Loop;

/// <summary>What is trained on what: a model, its batches, its loss. One worker's share of it.</summary>
public interface ITrainingTask : IDisposable
{
    Model Model { get; }

    /// <summary>Batches read ahead, for the verdict.</summary>
    int Prefetch { get; }

    /// <summary>Waits for this worker's share of a batch. Batches count from zero over all epochs; which samples one holds is a function of its number alone.</summary>
    void Take(long batch);

    /// <summary>The sum of the losses of this worker's share, and how many there were. Leaves their gradient, divided by the number of all workers' losses, in <see cref="Gradient"/>.</summary>
    (double Sum, long Count) Forward();

    Tensor Gradient { get; }

    /// <summary>Judges the model on what was held out; called by all workers at once.</summary>
    Evaluation Evaluate();
}
