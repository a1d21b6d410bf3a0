using Athanor.Compute.Collectives;
using Athanor.Compute.Devices.Reference;
using Athanor.Compute.Tensors;
using Athanor.Foundation.Problems;
using Athanor.Training.Data;
using Athanor.Training.Loop;
using Athanor.Training.Models;

namespace Athanor.Training.Tests.Loop;

[Collection("Memory")]
public sealed class TrainerTests
{
    private const int Batch = 24, Features = 5;

    [Theory, InlineData(2), InlineData(3), InlineData(4)]
    public void Several_workers_make_the_steps_of_one(int size)
    {
        var (alone, together) = (Train(1), Train(size));

        Assert.Equal(30, together.Losses.Count);
        Assert.All(alone.Losses.Zip(together.Losses), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        Assert.All(alone.Values.Zip(together.Values), pair => Assert.Equal(pair.First, pair.Second, 1e-3f));
        Assert.Equal(alone.Accuracy, together.Accuracy, 0.06);
        Assert.True(alone.Losses[^1] < 0.6 * alone.Losses[0]);
    }

    [Theory, InlineData(1), InlineData(3)]
    public void The_same_run_is_the_same_to_the_bit(int size) => Assert.Equal(Train(size).Values, Train(size).Values);

    [Theory, InlineData(1), InlineData(2)]
    public void A_run_that_is_stopped_goes_on_to_the_same_bits(int size)
    {
        var whole = Train(size);
        var memories = Enumerable.Range(0, size).Select(_ => new Memory(7, 14)).ToArray();

        Train(size, memories, until: 17);
        var resumed = Train(size, memories);

        Assert.Equal([7, 14, 17, 30], memories[0].Saved);
        Assert.Equal(whole.Values, resumed.Values);
    }

    [Fact]
    public void Batches_whose_gradients_are_added_up_are_one_batch()
    {
        var (whole, parts) = (Train(1), Train(1, accumulation: 2, batch: Batch / 2));

        Assert.All(whole.Losses.Zip(parts.Losses), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }

    [Theory, InlineData(1), InlineData(2)]
    public void A_loss_that_is_no_number_stops_all_and_leaves_the_last_good_checkpoint(int size)
    {
        var memories = Enumerable.Range(0, size).Select(_ => new Memory(5)).ToArray();

        var problem = Assert.Throws<ProblemException>(() => Train(size, memories, brokenFrom: (Batch * 8) + 1)).Problem;

        Assert.Equal("training/not-finite", problem.Code);
        Assert.Contains("step 9 ", problem.Detail, StringComparison.Ordinal);
        Assert.All(memories, memory => Assert.Equal([5], memory.Saved));
    }

    [Fact]
    public void A_steady_step_allocates_nothing()
    {
        var before = 0L;
        var grown = long.MaxValue;
        Train(1, stepped: step =>
        {
            if (step == 12) before = GC.GetAllocatedBytesForCurrentThread();
            if (step == 19) grown = GC.GetAllocatedBytesForCurrentThread() - before;
        });

        Assert.Equal(0, grown);
    }

    private static Result Train(int size, Memory[]? memories = null, long until = long.MaxValue, int accumulation = 1, int batch = Batch, long brokenFrom = long.MaxValue, Action<long>? stepped = null)
    {
        var held = TensorMemory.Held;
        var notes = new Notes();
        var values = Gang.Run(size, workers => Work(workers, notes, memories?[workers.Rank] ?? new(), until, accumulation, batch, brokenFrom, stepped))[0];
        Assert.Equal(held, TensorMemory.Held);
        return new([.. notes.Reports.Select(report => report.Loss)], values, notes.Evaluations.Count > 0 ? notes.Evaluations[^1].Metrics["accuracy"] : double.NaN);
    }

    private static float[] Work(ICollectives workers, Notes notes, Memory memory, long until, int accumulation, int batch, long brokenFrom, Action<long>? stepped)
    {
        using var device = new ReferenceDevice();
        using var stop = new CancellationTokenSource();
        var rows = new Rows(100) { BrokenFrom = brokenFrom };
        var order = new BatchOrder(rows.Training.Count, batch, workers.Rank, workers.Size, seed: 3);
        var model = new TabularClassifier(device, new(Features, 2, [16]), order.Share, seed: 11);
        using var task = new ClassifierTask(model, new(order.Share, Features), device, workers, rows, order, prefetch: 2, smoothing: 0);
        var plan = new TrainingPlan(30, new(0.01f, 3, 30), new AdamRule()) { Accumulation = accumulation, LogEvery = stepped is null ? 1 : 10, CompareEvery = stepped is null ? 10 : 0, Bucket = 64 };
        using var trainer = new Trainer(plan, task, device, workers, memory, notes, TimeProvider.System)
        {
            Stepped = step =>
            {
                stepped?.Invoke(step);
                if (step == until - 1) stop.Cancel();
            },
        };
        trainer.Run(stop.Token);
        return model.Parameters.Values.Span.ToArray();
    }

    private sealed record Result(IReadOnlyList<double> Losses, float[] Values, double Accuracy);
}
