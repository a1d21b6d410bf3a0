using Athanor.Compute.Collectives;
using Athanor.Compute.Devices;
using Athanor.Compute.Tensors;
using Athanor.Training.Data;
using Athanor.Training.Evaluations;
using Athanor.Training.Models;

namespace Athanor.Training.Loop;

/// <summary>Trains a model to tell which token follows.</summary>
internal sealed class LanguageTask : ITrainingTask
{
    private readonly Decoder _model;
    private readonly IDevice _device;
    private readonly ICollectives _workers;
    private readonly TokenStream _training;
    private readonly TokenStream _held;
    private readonly BatchOrder _order;
    private readonly int _length;
    private readonly ReadAhead<TokenBatch> _ahead;
    private readonly TokenBatch _judged;
    private readonly Tensor _losses;
    private TokenBatch? _batch;
    private Tensor? _logits;

    public LanguageTask(Decoder model, IDevice device, ICollectives workers, TokenStream training, TokenStream held, BatchOrder order, int length, int prefetch)
    {
        (_model, _device, _workers, _training, _held, _order, _length) = (model, device, workers, training, held, order, length);
        _ahead = new(Enumerable.Range(0, prefetch + 1).Select(_ => new TokenBatch(order.Share * length)).ToList(), Fill);
        (_judged, _losses) = (new(order.Share * length), Tensor.Zeros(order.Share * length));
    }

    public Model Model => _model;

    public int Prefetch => _ahead.Depth;

    public Tensor Gradient => _logits!;

    public void Take(long batch) => _batch = _ahead.Take(batch);

    public (double Sum, long Count) Forward()
    {
        _logits = _model.Forward(_batch!.Input);
        return LossOf(_batch, _logits, 1f / (_order.Share * _length * _workers.Size));
    }

    /// <summary>The perplexity: of how many tokens, equally likely, the model wavers between on average.</summary>
    public Evaluation Evaluate()
    {
        Span<float> sums = [0, 0];
        _model.Chance.IsDropping = false;
        for (var first = _workers.Rank * _order.Share; first < _held.Windows; first += _order.Share * _workers.Size)
        {
            for (var row = 0; row < _order.Share; row++) ReadHeld(first + row, row);
            var (sum, count) = LossOf(_judged, _model.Forward(_judged.Input), 0);
            (sums[0], sums[1]) = (sums[0] + (float)sum, sums[1] + count);
        }
        _model.Chance.IsDropping = true;
        _workers.AllReduce(sums);
        if (sums[1] == 0) return Evaluation.OfNothing;
        var loss = sums[0] / sums[1];
        return new(new Dictionary<string, double> { ["perplexity"] = Math.Exp(loss), ["loss"] = loss });
    }

    public void Dispose()
    {
        _ahead.Dispose();
        _judged.Dispose();
        _losses.Dispose();
        _model.Dispose();
    }

    // The logits become their gradient.
    private (double Sum, long Count) LossOf(TokenBatch batch, Tensor logits, float scale)
    {
        _device.CrossEntropy(logits, batch.Targets, _losses, logits, scale);
        var (sum, count) = (0.0, 0L);
        var targets = batch.Targets.Span;
        for (var index = 0; index < targets.Length; index++)
        {
            if (targets[index] < 0) continue;
            sum += _losses.Span[index];
            count++;
        }
        return (sum, count);
    }

    private void ReadHeld(int window, int row)
    {
        var input = _judged.Input.Span.Slice(row * _length, _length);
        var targets = _judged.Targets.Span.Slice(row * _length, _length);
        if (window < _held.Windows)
        {
            _held.Read(window, input, targets);
            return;
        }
        input.Clear();
        targets.Fill(-1);
    }

    private void Fill(TokenBatch batch, long number)
    {
        for (var row = 0; row < _order.Share; row++) _training.Read(_order.At(number, row).Sample, batch.Input.Span.Slice(row * _length, _length), batch.Targets.Span.Slice(row * _length, _length));
    }
}
