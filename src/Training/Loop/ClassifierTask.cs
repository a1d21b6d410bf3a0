using Athanor.Compute.Collectives;
using Athanor.Compute.Devices;
using Athanor.Compute.Tensors;
using Athanor.Training.Data;
using Athanor.Training.Evaluations;
using Athanor.Training.Models;

namespace Athanor.Training.Loop;

/// <summary>Trains a model to tell classes, whatever its rows are.</summary>
internal sealed class ClassifierTask : ITrainingTask
{
    private readonly Model<Tensor> _model;
    private readonly IDevice _device;
    private readonly ICollectives _workers;
    private readonly IClassifiedRows _rows;
    private readonly BatchOrder _order;
    private readonly float _smoothing;
    private readonly ReadAhead<Batch> _ahead;
    private readonly Batch _judged;
    private readonly Tensor _losses;
    private readonly Tensor _probabilities;
    private Batch? _batch;
    private Tensor? _logits;

    public ClassifierTask(Model<Tensor> model, Shape input, IDevice device, ICollectives workers, IClassifiedRows rows, BatchOrder order, int prefetch, float smoothing)
    {
        (_model, _device, _workers, _rows, _order, _smoothing) = (model, device, workers, rows, order, smoothing);
        _ahead = new(Enumerable.Range(0, prefetch + 1).Select(_ => new Batch(input, order.Share)).ToList(), Fill);
        (_judged, _losses, _probabilities) = (new(input, order.Share), Tensor.Zeros(order.Share), Tensor.Zeros(model.Logits));
    }

    public Model Model => _model;

    public int Prefetch => _ahead.Depth;

    public Tensor Gradient => _logits!;

    public void Take(long batch) => _batch = _ahead.Take(batch);

    public (double Sum, long Count) Forward()
    {
        _logits = _model.Forward(_batch!.Input);
        _device.CrossEntropy(_logits, _batch.Targets, _losses, _logits, 1f / (_order.Share * _workers.Size), _smoothing);
        var sum = 0.0;
        foreach (var loss in _losses.Span) sum += loss;
        return (sum, _order.Share);
    }

    public Evaluation Evaluate()
    {
        var score = new ClassifierScore(_rows.Classes);
        _model.Chance.IsDropping = false;
        for (var first = _workers.Rank * _order.Share; first < _rows.Held.Count; first += _order.Share * _workers.Size) Judge(score, first);
        _model.Chance.IsDropping = true;
        return score.Conclude(_workers);
    }

    public void Dispose()
    {
        _ahead.Dispose();
        _judged.Dispose();
        _losses.Dispose();
        _probabilities.Dispose();
        _model.Dispose();
    }

    // The model is made for one size of batch; what is left over of the last one is not looked at.
    private void Judge(ClassifierScore score, int first)
    {
        var count = Math.Min(_order.Share, _rows.Held.Count - first);
        for (var row = 0; row < count; row++) _rows.Read(_rows.Held[first + row], RowOf(_judged, row));
        _device.Softmax(_model.Forward(_judged.Input), _probabilities);
        for (var row = 0; row < count; row++) score.Add(_rows.ClassOf(_rows.Held[first + row]), _probabilities.Span.Slice(row * _rows.Classes, _rows.Classes));
    }

    private void Fill(Batch batch, long number)
    {
        for (var row = 0; row < _order.Share; row++)
        {
            var (position, index) = _order.At(number, row);
            var sample = _rows.Training[index];
            _rows.ReadToTrain(sample, position, RowOf(batch, row));
            batch.Targets.Span[row] = _rows.ClassOf(sample);
        }
    }

    private static Span<float> RowOf(Batch batch, int row)
    {
        var length = (int)(batch.Input.Length / batch.Targets.Length);
        return batch.Input.Span.Slice(row * length, length);
    }
}
