using Athanor.Datasets.Loading.Ordering;
using Athanor.Foundation.Problems;
using FsCheck;
using FsCheck.Fluent;

namespace Athanor.Datasets.Loading;

public sealed class WorkerRoundsTests
{
    private sealed record Case(int Samples, int From, int Readers);

    private static readonly Gen<Case> Cases =
        from samples in Gen.Choose(3, 60)
        from start in Gen.Choose(0, 150)
        from readers in Gen.Elements(1, 2, 3, 8, 60)
        select new Case(samples, start, Math.Min(samples, readers));

    [Fact]
    public void All_readers_together_take_every_position_once_wherever_they_begin() => Prop.ForAll(Cases.ToArbitrary(), drawn =>
    {
        var end = 3 * drawn.Samples;
        var taken = Enumerable.Range(0, drawn.Readers).SelectMany(rank => Taken(drawn, rank, end));

        Assert.Equal(Enumerable.Range(drawn.From, Math.Max(0, end - drawn.From)).Select(position => (long)position), taken.Order());
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Another_number_of_readers_goes_on_where_the_first_stopped() => Prop.ForAll(Cases.ToArbitrary(), drawn =>
    {
        var sequence = Sequence(drawn.Samples);
        var first = Enumerable.Range(0, 3).Select(rank => new WorkerRounds(sequence, new(rank, 3), 0)).ToList();
        var taken = Enumerable.Range(0, 5).SelectMany(_ => first.Select(reader => reader.Take())).ToList();
        var (resumed, end) = (first[0].Start, 6L * drawn.Samples);

        // Readers for whom a last round had nothing are already in the next epoch.
        taken.RemoveAll(position => position >= resumed);
        taken.AddRange(Enumerable.Range(0, drawn.Readers).SelectMany(rank => TakeUntil(new(sequence, new(rank, drawn.Readers), resumed), end)));

        Assert.Equal(Enumerable.Range(0, Math.Max((int)end, (int)taken.Max() + 1)).Select(position => (long)position), taken.Order());
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Readers_that_drop_the_remainder_take_equally_many_steps() => Prop.ForAll(Cases.ToArbitrary(), drawn =>
    {
        var perReader = Enumerable.Range(0, drawn.Readers).Select(rank => TakeUntil(new(Sequence(drawn.Samples), new(rank, drawn.Readers, Remainder.Drop), 0), 2 * drawn.Samples).ToList()).ToList();

        Assert.All(perReader, taken => Assert.Equal(2 * (drawn.Samples / drawn.Readers), taken.Count));
        Assert.Equal(perReader.Sum(taken => taken.Count), perReader.SelectMany(taken => taken).Distinct().Count());
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void A_sample_is_next_used_where_the_sequence_has_it_again_for_this_reader() => Prop.ForAll(Cases.ToArbitrary(), drawn =>
    {
        var sequence = new SampleSequence(new Mixture(2, 1), [new(drawn.Samples, 5, Shuffle.Full), new(7, 6, Shuffle.Default)]);
        var readers = Math.Min(drawn.Readers, 3);
        var rounds = new WorkerRounds(sequence, new(readers - 1, readers), drawn.From);
        var ours = TakeUntil(new(sequence, new(readers - 1, readers), drawn.From), drawn.From + (4 * sequence.Length)).ToList();

        foreach (var position in ours.Take(20))
            Assert.Equal(ours.First(other => other >= position && sequence.At(other) == sequence.At(position)), rounds.NextUse(sequence.At(position), position));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 2)]
    [InlineData(2, 2)]
    [InlineData(0, int.MaxValue)]
    public void A_rank_that_cannot_be_is_refused(int rank, int readers) => Assert.Equal("datasets/bad-share", Assert.Throws<ProblemException>(() => new WorkerShare(rank, readers)).Problem.Code);

    [Fact]
    public void More_readers_than_samples_are_refused() =>
        Assert.Equal("datasets/too-many-readers", Assert.Throws<ProblemException>(() => new WorkerRounds(Sequence(3), new(0, 4), 0)).Problem.Code);

    private static SampleSequence Sequence(int samples) => new(new SampleOrder(samples, 1, Shuffle.Default));

    private static IEnumerable<long> Taken(Case drawn, int rank, long end) => TakeUntil(new(Sequence(drawn.Samples), new(rank, drawn.Readers), drawn.From), end);

    private static IEnumerable<long> TakeUntil(WorkerRounds rounds, long end)
    {
        for (var position = rounds.Take(); position < end; position = rounds.Take()) yield return position;
    }
}
