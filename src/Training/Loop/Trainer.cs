using Athanor.Compute.Collectives;
using Athanor.Compute.Devices;
using Athanor.Foundation.Problems;
using Athanor.Training.Checkpoints;
using Athanor.Training.Modules;

namespace Athanor.Training.Loop;

/// <summary>One worker of a run. With the same plan, data and number of workers it makes the same steps to the bit, wherever it was interrupted.</summary>
public sealed class Trainer : IDisposable
{
    private readonly TrainingPlan _plan;
    private readonly ITrainingTask _task;
    private readonly ICollectives _workers;
    private readonly ICheckpoints _checkpoints;
    private readonly ITrainingLog? _log;
    private readonly ParameterSet _parameters;
    private readonly GradientExchange _exchange;
    private readonly ShardedOptimizer _optimizer;
    private readonly List<StatePart> _state;
    private readonly Agreement _agreement;
    private readonly Sentinel _sentinel;
    private readonly StepClock _clock;
    private readonly StepReports _reports;

    public Trainer(TrainingPlan plan, ITrainingTask task, IDevice device, ICollectives workers, ICheckpoints checkpoints, ITrainingLog? log, TimeProvider clock)
    {
        (_plan, _task, _workers, _checkpoints, _parameters) = (plan, task, workers, checkpoints, task.Model.Parameters);
        _log = workers.Rank == 0 ? log : null;
        var buckets = new GradientBuckets(_parameters.Length, workers.Size, plan.Bucket);
        _exchange = new(workers, _parameters, buckets);
        _optimizer = new(device, _parameters, buckets, workers.Rank, plan.Rule);
        _state = [new("parameters", _parameters.Length, 0, _parameters.Values), .. _optimizer.State];
        (_agreement, _sentinel, _clock) = (new(workers), new(workers), new(clock));
        _reports = new(workers, _clock, plan, task.Prefetch, clock);
    }

    /// <summary>Called each time a step is done, with their number so far.</summary>
    public Action<long>? Stepped { get; init; }

    /// <summary>Trains to the end, or until one worker is asked to stop, and then saves where it was. Answers how many steps are done.</summary>
    public long Run(CancellationToken stopping)
    {
        var done = _checkpoints.Restore(_state);
        _log?.Begins(done, _plan.Steps);
        if (done >= _plan.Steps) Evaluate(done);
        while (done < _plan.Steps)
        {
            var mustStop = Step(done, stopping.IsCancellationRequested);
            done++;
            Look(done);
            if (done == _plan.Steps || mustStop || _checkpoints.IsDue(done)) Save(done);
            Stepped?.Invoke(done);
            if (mustStop) break;
        }
        _checkpoints.Finish();
        return done;
    }

    public void Dispose()
    {
        _exchange.Dispose();
        _optimizer.Dispose();
    }

    private bool Step(long step, bool isAskedToStop)
    {
        var (sum, count) = ComputeGradients(step);
        _clock.Turn(StepPart.Communication);
        _exchange.Finish();
        _agreement.Reach(_optimizer.SumOfSquares(withShared: _workers.Rank == 0), sum, count, isAskedToStop);
        _clock.Turn(StepPart.Compute);
        var norm = Math.Sqrt(_agreement.SquaredNorm) / _plan.Accumulation;
        if (!double.IsFinite(_agreement.Loss) || !double.IsFinite(norm)) throw new ProblemException(TrainingProblems.NotFinite(step + 1, _agreement.Loss, norm));
        _optimizer.Update(step + 1, _plan.Rate.At(step), (float)(Math.Min(1, _plan.Clip / Math.Max(norm, 1e-12)) / _plan.Accumulation));
        _clock.Turn(StepPart.Communication);
        _exchange.Gather();
        _clock.Turn(StepPart.Compute);
        _parameters.Gradients.Clear();
        _clock.Turn(StepPart.Other);
        _reports.Add(_agreement.Loss, norm);
        return _agreement.MustStop;
    }

    private (double Sum, long Count) ComputeGradients(long step)
    {
        var (sum, count) = (0.0, 0L);
        for (var part = 0; part < _plan.Accumulation; part++)
        {
            var batch = (step * _plan.Accumulation) + part;
            _clock.Turn(StepPart.DataWait);
            _task.Take(batch);
            _clock.Turn(StepPart.Compute);
            _task.Model.Chance.Step = ((ulong)batch * (ulong)_workers.Size) + (ulong)_workers.Rank;
            var (losses, rows) = _task.Forward();
            (sum, count) = (sum + losses, count + rows);
            _task.Model.Backward(_task.Gradient, part == _plan.Accumulation - 1 ? _exchange.Completed : null);
        }
        return (sum, count);
    }

    // What is done now and then, after a step.
    private void Look(long done)
    {
        if (_plan.CompareEvery > 0 && done % _plan.CompareEvery == 0) Compare(done);
        if (done % _plan.LogEvery == 0 || done == _plan.Steps)
        {
            var report = _reports.Write(done);
            _log?.Stepped(report);
        }
        if (done == _plan.Steps || (_plan.EvaluateEvery > 0 && done % _plan.EvaluateEvery == 0))
            Evaluate(done);
    }

    private void Evaluate(long done)
    {
        var evaluation = _task.Evaluate();
        _log?.Evaluated(done, evaluation);
    }

    private void Compare(long done)
    {
        var hash = StateHash.Of(_parameters.Values);
        _sentinel.Compare(done, hash);
        _log?.Hashed(done, hash);
    }

    private void Save(long done)
    {
        _clock.Turn(StepPart.Checkpoint);
        _checkpoints.Save(done, _state);
        _clock.Turn(StepPart.Other);
    }
}
