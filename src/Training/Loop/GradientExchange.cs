using Athanor.Compute.Collectives;
using Athanor.Compute.Tensors;
using Athanor.Training.Modules;

namespace Athanor.Training.Loop;

/// <summary>
/// Adds up the gradients of all workers while the rest of them is still computed: a thread of its own takes each bucket as soon as it is complete. Afterwards
/// each worker holds the sum of its parts, in the place where its own gradient was.
/// </summary>
internal sealed class GradientExchange : IDisposable
{
    private readonly ICollectives _workers;
    private readonly ParameterSet _parameters;
    private readonly GradientBuckets _buckets;
    private readonly Tensor? _sums;
    private readonly Thread? _thread;
    private readonly object _gate = new();
    private long _completeFrom = long.MaxValue;
    private bool _isDone;
    private bool _isClosed;
    private Exception? _fault;

    public GradientExchange(ICollectives workers, ParameterSet parameters, GradientBuckets buckets)
    {
        (_workers, _parameters, _buckets, Completed) = (workers, parameters, buckets, Complete);
        if (workers.Size == 1) return;
        if (buckets.All.Count > 0) _sums = Tensor.Zeros(checked((int)buckets.All.Max(bucket => bucket.Length / workers.Size)));
        _thread = new(Run) { IsBackground = true, Name = "gradients" };
        _thread.Start();
    }

    /// <summary>To be told of gradients that are complete from an offset on; the last one it hears of is zero.</summary>
    public Action<long> Completed { get; }

    /// <summary>Returns when all is added up.</summary>
    public void Finish()
    {
        if (_thread is null) return;
        lock (_gate)
        {
            while (!_isDone && _fault is null) Monitor.Wait(_gate);
            _isDone = false;
            if (_fault is { } fault) throw fault;
        }
    }

    /// <summary>Gives every worker the parts that the others have updated.</summary>
    public void Gather()
    {
        if (_thread is null) return;
        foreach (var bucket in _buckets.All)
        {
            var part = _buckets.PartOf(bucket, _workers.Rank);
            _workers.AllGather(In(_parameters.Values, part), In(_parameters.Values, bucket));
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true;
            Monitor.PulseAll(_gate);
        }
        _thread?.Join();
        _sums?.Dispose();
    }

    private void Complete(long offset)
    {
        if (_thread is null) return;
        lock (_gate)
        {
            _completeFrom = offset;
            Monitor.PulseAll(_gate);
        }
    }

    private void Run()
    {
        try
        {
            while (TryAddUpAll()) Tell(fault: null);
        }
        catch (CollectiveException fault)
        {
            Tell(fault);
        }
    }

    // False once it is closed.
    private bool TryAddUpAll()
    {
        foreach (var bucket in _buckets.All)
        {
            if (!WaitFor(bucket.From)) return false;
            AddUp(bucket);
        }
        if (!WaitFor(0)) return false;
        if (_buckets.Shared.Length > 0) _workers.AllReduce(In(_parameters.Gradients, _buckets.Shared));
        return true;
    }

    private bool WaitFor(long offset)
    {
        lock (_gate)
        {
            while (_completeFrom > offset && !_isClosed) Monitor.Wait(_gate);
            return !_isClosed;
        }
    }

    // Nothing of the next step can be complete before this one was told of.
    private void Tell(Exception? fault)
    {
        lock (_gate)
        {
            (_completeFrom, _isDone, _fault) = (long.MaxValue, true, fault);
            Monitor.PulseAll(_gate);
        }
    }

    private void AddUp(Stretch bucket)
    {
        var part = _buckets.PartOf(bucket, _workers.Rank);
        var sums = _sums!.Span[..(int)part.Length];
        _workers.ReduceScatter(In(_parameters.Gradients, bucket), sums);
        sums.CopyTo(In(_parameters.Gradients, part));
    }

    private static Span<float> In(Tensor vector, Stretch stretch) => vector.Span.Slice((int)stretch.From, (int)stretch.Length);
}
