using Athanor.Compute.Collectives;
using Athanor.Compute.Tensors;
using Athanor.Foundation.Problems;
using Athanor.Training.Checkpoints.Reading;
using Athanor.Training.Checkpoints.Writing;

namespace Athanor.Training.Checkpoints;

[Collection("Memory")]
public sealed class CheckpointTests : IDisposable
{
    private const int Length = 10_007;
    private readonly CheckpointHome _home = new();

    public static TheoryData<int, int, int> Moves => new(
        from saved in new[] { 1, 2, 3, 4 } from loaded in new[] { 1, 2, 3, 4 } from length in new[] { 3, Length } select (saved, loaded, length));

    [Theory, MemberData(nameof(Moves))]
    public async Task What_some_workers_saved_other_workers_load_to_the_bit(int saved, int loaded, int length)
    {
        await _home.SaveAsync(saved, length, 1, 2);

        var restored = await _home.RestoreAsync(loaded, length, 2);

        Assert.All(restored, one => Assert.Empty(one!.Skipped));
        Assert.All(restored, one => Assert.Equal(20, one!.Notes.State.GetProperty("position").GetInt64()));
        Assert.All(restored, one => Assert.Equal(0.5, one!.Notes.Metrics["loss"]));
    }

    [Fact]
    public async Task Vectors_longer_than_a_piece_are_loaded_to_the_bit()
    {
        await _home.SaveAsync(2, 5_000_003, 1);

        await _home.RestoreAsync(3, 5_000_003, 1);
    }

    [Fact]
    public async Task Where_nothing_was_saved_nothing_is_loaded() => await _home.RestoreAsync(2, Length, expected: null);

    [Fact]
    public async Task Parameters_that_all_hold_are_written_once()
    {
        await _home.SaveAsync(4, Length, 1);

        var bytes = Enumerable.Range(0, 4).Sum(rank => new FileInfo(_home.FileOf(1, $"shard-{rank:D5}")).Length);
        Assert.InRange(bytes, 3 * Length * sizeof(float), (3 * Length * sizeof(float)) + 8000);
    }

    [Fact]
    public async Task Another_configuration_is_refused_on_all_workers()
    {
        await _home.SaveAsync(2, Length, 1);

        var problems = await Workers.RunAsync(2, workers =>
        {
            using var state = new TestState(workers, Length);
            return Assert.Throws<ProblemException>(() => new CheckpointReader(_home.Store, workers, "another recipe"u8.ToArray()).Restore(state.Parts, TestContext.Current.CancellationToken)).Problem;
        });

        Assert.All(problems, problem => Assert.Equal("training/foreign-checkpoint", problem.Code));
    }

    [Fact]
    public async Task A_model_of_another_shape_is_refused_with_both_lengths()
    {
        await _home.SaveAsync(2, Length, 1);

        var refusal = await Assert.ThrowsAsync<ProblemException>(() => _home.RestoreAsync(1, Length + 1, 1));

        Assert.Equal("training/checkpoint-mismatch", refusal.Problem.Code);
        Assert.Contains($"{Length} numbers of 'parameters', but the model expects {Length + 1}", refusal.Problem.Detail);
    }

    [Fact]
    public async Task The_state_may_change_as_soon_as_save_returns()
    {
        var store = new ScriptedStore(_home.Store) { IsHeld = true };
        _home.Store = store;
        using var state = new TestState(new Alone(), Length);
        using (var writer = _home.NewWriter(new Alone()))
        {
            writer.Save(1, state.Fill(1).Parts, CheckpointHome.Notes(1));
            state.Fill(2);
            store.LetGo();
            writer.Finish();
        }

        await _home.RestoreAsync(1, Length, 1);
    }

    [Fact]
    public async Task A_save_waits_for_the_one_before()
    {
        var store = new ScriptedStore(_home.Store) { IsHeld = true };
        _home.Store = store;
        using var state = new TestState(new Alone(), Length);
        using var writer = _home.NewWriter(new Alone());
        writer.Save(1, state.Fill(1).Parts, CheckpointHome.Notes(1));

        var second = Task.Run(() => writer.Save(2, state.Fill(2).Parts, CheckpointHome.Notes(2)), TestContext.Current.CancellationToken);
        await store.Began.WaitAsync(TestContext.Current.CancellationToken);
        Assert.False(second.IsCompleted);
        store.LetGo();
        await second;
        writer.Finish();

        await _home.RestoreAsync(1, Length, 2);
    }

    [Fact]
    public async Task What_fails_in_the_background_is_told_by_the_next_call_on_all_workers()
    {
        var problems = await Workers.RunAsync(3, workers =>
        {
            using var state = new TestState(workers, Length);
            var store = new ScriptedStore(_home.Store) { Failure = workers.Rank == 2 ? "The disk is full." : null };
            using var writer = new CheckpointWriter(store, workers, "a recipe"u8, new(), TimeProvider.System);
            writer.Save(5, state.Fill(5).Parts, CheckpointHome.Notes(5));
            return Assert.Throws<ProblemException>(writer.Finish).Problem;
        });

        Assert.All(problems, problem => Assert.Equal("training/checkpoint-not-written", problem.Code));
        Assert.All(problems, problem => Assert.Equal("Rank 2 could not write its part of the checkpoint of step 5: The disk is full.", problem.Detail));
        await _home.RestoreAsync(2, Length, expected: null);
    }

    [Fact]
    public async Task A_store_that_is_slower_than_workers_wait_for_each_other_is_waited_for()
    {
        await Workers.RunAsync(2, workers =>
        {
            using var state = new TestState(workers, Length);
            var store = new ScriptedStore(_home.Store) { IsHeld = workers.Rank == 1 };
            using var writer = new CheckpointWriter(store, workers, "a recipe"u8, new(), TimeProvider.System);
            writer.Save(1, state.Fill(1).Parts, CheckpointHome.Notes(1));
            using var later = new Timer(_ => store.LetGo(), null, TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan);
            writer.Finish();
            return true;
        }, answerWithin: TimeSpan.FromSeconds(1.5));

        await _home.RestoreAsync(2, Length, 1);
    }

    [Fact]
    public async Task After_a_failed_save_the_next_may_succeed()
    {
        var store = new ScriptedStore(_home.Store) { Failure = "The disk is full." };
        _home.Store = store;
        using var state = new TestState(new Alone(), Length);
        using (var writer = _home.NewWriter(new Alone()))
        {
            writer.Save(1, state.Fill(1).Parts, CheckpointHome.Notes(1));
            Assert.Throws<ProblemException>(writer.Finish);
            store.Failure = null;
            writer.Save(2, state.Fill(2).Parts, CheckpointHome.Notes(2));
            writer.Finish();
        }

        await _home.RestoreAsync(1, Length, 2);
    }

    [Fact]
    public void Notes_have_a_limit()
    {
        using var state = new TestState(new Alone(), Length);
        using var writer = _home.NewWriter(new Alone());
        var notes = new CheckpointNotes(System.Text.Json.JsonSerializer.SerializeToElement(new string('x', 2 << 20)), CheckpointNotes.None.Metrics);

        Assert.Equal("training/notes-too-large", Assert.Throws<ProblemException>(() => writer.Save(1, state.Parts, notes)).Problem.Code);
    }

    [Fact]
    public async Task The_copy_is_taken_once_and_given_back()
    {
        var before = TensorMemory.Held;
        await _home.SaveAsync(2, Length, 1, 2, 3);
        Assert.Equal(before, TensorMemory.Held);
    }

    public void Dispose() => _home.Dispose();
}
