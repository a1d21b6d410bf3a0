using Athanor.Datasets.Loading.Ordering;

namespace Athanor.Training.Data;

/// <summary>
/// Which samples a worker's share of a batch holds: positions count on over all epochs, a batch is a stretch of them, and a share a stretch of the batch, so that all workers together
/// take the same samples in the same steps, however many they are.
/// </summary>
internal sealed class BatchOrder(int samples, int batch, int rank, int workers, ulong seed)
{
    private readonly SampleOrder _order = new(samples, seed, Shuffle.Full);

    public int Share { get; } = batch / workers;

    public long BatchesOf(double epochs) => Math.Max(1, (long)Math.Ceiling(samples * epochs / batch));

    /// <summary>The position of a row of this worker's share, and the sample there.</summary>
    public (long Position, int Sample) At(long number, int row)
    {
        var position = (number * batch) + ((long)rank * Share) + row;
        return (position, (int)_order.At(position / samples, position % samples));
    }
}
