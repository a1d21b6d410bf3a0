using Athanor.Conformance;

namespace Athanor.Compute.Collectives;

/// <summary>What every kind of collectives keeps. One or two methods to a file would hide that it is one contract; the faults stand beside it.</summary>
public abstract partial class CollectivesConformance : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<int, int> RanksAndLengths => new(from ranks in new[] { 1, 2, 3, 4 } from length in new[] { 0, 1, 5, 4096, 400_003 } select (ranks, length));

    public static TheoryData<int> Ranks => [1, 2, 3, 4];

    protected string Folder => _folder.Path;

    /// <summary>As a child process is told.</summary>
    protected abstract string Kind { get; }

    [Theory, MemberData(nameof(RanksAndLengths))]
    public async Task All_reduce_adds_up_in_the_documented_order_on_every_rank(int ranks, int length)
    {
        var expected = Numbers.Sum(ranks, length);

        var sums = await NewGang().RunAsync(ranks, collectives =>
        {
            var values = Numbers.Of(collectives.Rank, length);
            collectives.AllReduce(values);
            return values;
        });

        Assert.All(sums, sum => Numbers.AssertSameBits(expected, sum));
    }

    [Theory, MemberData(nameof(RanksAndLengths))]
    public async Task Reduce_scatter_gives_each_rank_its_part_of_the_same_sum(int ranks, int part)
    {
        var expected = Numbers.Sum(ranks, ranks * part);

        var parts = await NewGang().RunAsync(ranks, collectives =>
        {
            var mine = new float[part];
            collectives.ReduceScatter(Numbers.Of(collectives.Rank, ranks * part), mine);
            return mine;
        });

        Numbers.AssertSameBits(expected, [.. parts.SelectMany(mine => mine)]);
    }

    [Theory, MemberData(nameof(RanksAndLengths))]
    public async Task All_gather_puts_the_parts_in_the_order_of_ranks(int ranks, int part)
    {
        var expected = Enumerable.Range(0, ranks).SelectMany(rank => Numbers.Of(rank, part)).ToArray();

        var gathered = await NewGang().RunAsync(ranks, collectives =>
        {
            var all = new float[ranks * part];
            collectives.AllGather(Numbers.Of(collectives.Rank, part), all);
            return all;
        });

        Assert.All(gathered, all => Numbers.AssertSameBits(expected, all));
    }

    [Theory, MemberData(nameof(RanksAndLengths))]
    public async Task A_broadcast_from_each_rank_reaches_all(int ranks, int length)
    {
        var received = await NewGang().RunAsync(ranks, collectives => Enumerable.Range(0, ranks).Select(root =>
        {
            var bytes = collectives.Rank == root ? Numbers.Bytes(root, length) : new byte[length];
            collectives.Broadcast(bytes, root);
            return bytes;
        }).ToList());

        Assert.All(received, all => Assert.All(all.Index(), message => Assert.Equal(Numbers.Bytes(message.Index, length), message.Item)));
    }

    [Theory, MemberData(nameof(RanksAndLengths))]
    public async Task Messages_between_any_two_arrive_whole_and_in_order(int ranks, int length)
    {
        var received = await NewGang().RunAsync(ranks, collectives =>
        {
            var messages = new List<byte[]>();
            foreach (var (from, to) in Pairs(ranks))
            {
                for (var number = 0; number < 3; number++)
                {
                    if (collectives.Rank == from) collectives.Send(Numbers.Bytes((from * 10) + number, length), to);
                    if (collectives.Rank == to) messages.Add(Receive(collectives, from, length));
                }
            }
            return messages;
        });

        var expected = Pairs(ranks).ToLookup(pair => pair.To, pair => pair.From);
        Assert.All(received.Index(), rank => Assert.Equal(expected[rank.Index].SelectMany(from => Enumerable.Range(0, 3).Select(number => Numbers.Bytes((from * 10) + number, length))), rank.Item));
    }

    [Theory, MemberData(nameof(Ranks))]
    public async Task Nobody_passes_a_barrier_before_all_have_come(int ranks)
    {
        var came = 0;

        var seen = await NewGang().RunAsync(ranks, collectives => Enumerable.Range(1, 200).All(round =>
        {
            Interlocked.Increment(ref came);
            collectives.Barrier();
            var all = Volatile.Read(ref came);
            collectives.Barrier();
            return all == round * ranks;
        }));

        Assert.All(seen, Assert.True);
    }

    [Theory, MemberData(nameof(Ranks))]
    public async Task Many_calls_of_all_kinds_and_sizes_follow_each_other(int ranks)
    {
        var failures = await NewGang().RunAsync(ranks, collectives =>
        {
            for (var round = 0; round < 60; round++)
            {
                var values = Numbers.Of(collectives.Rank + round, round * 997);
                collectives.AllReduce(values);
                var sum = Enumerable.Range(0, ranks).Select(rank => Numbers.Of(rank + round, round * 997)).ToArray();
                Numbers.AssertSameBits(Numbers.SumOf(sum, ranks), values);

                var word = BitConverter.GetBytes(collectives.Rank == round % ranks ? round : -1);
                collectives.Broadcast(word, round % ranks);
                Assert.Equal(round, BitConverter.ToInt32(word));
                if (round % 3 == 0) collectives.Barrier();
            }
            return true;
        });

        Assert.Equal(ranks, failures.Count);
    }

    [Theory, MemberData(nameof(Ranks))]
    public async Task Whoever_is_through_may_leave_while_others_still_work(int ranks)
    {
        for (var round = 0; round < 5; round++)
        {
            var sums = await NewGang().RunAsync(ranks, collectives =>
            {
                var values = Numbers.Of(collectives.Rank, 300_001);
                collectives.AllReduce(values);
                return values;
            });
            Assert.All(sums, sum => Numbers.AssertSameBits(sums[0], sum));
        }
    }

    [Theory, MemberData(nameof(Ranks))]
    public async Task Steady_work_allocates_nothing(int ranks)
    {
        var allocated = await NewGang().RunAsync(ranks, collectives =>
        {
            var (values, mine) = (new float[ranks * 100_000], new float[100_000]);
            for (var round = 0; round < 3; round++) Work();
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var round = 0; round < 10; round++) Work();
            return GC.GetAllocatedBytesForCurrentThread() - before;

            void Work()
            {
                collectives.AllReduce(values);
                collectives.ReduceScatter(values, mine);
                collectives.AllGather(mine, values);
            }
        });

        Assert.All(allocated, bytes => Assert.Equal(0, bytes));
    }

    [Theory, MemberData(nameof(Ranks))]
    public async Task What_cannot_be_is_refused_before_anybody_hears_of_it(int ranks)
    {
        var sums = await NewGang().RunAsync(ranks, collectives =>
        {
            Assert.Throws<ArgumentException>(() => collectives.ReduceScatter(new float[ranks], new float[2]));
            Assert.Throws<ArgumentException>(() => collectives.AllGather(new float[2], new float[ranks]));
            Assert.Throws<ArgumentException>(() => collectives.Broadcast(new byte[1], ranks));
            Assert.Throws<ArgumentException>(() => collectives.Send(new byte[1], collectives.Rank));
            Assert.Throws<ArgumentException>(() => collectives.Receive(new byte[1], -1));
            float[] one = [1];
            collectives.AllReduce(one);
            return one[0];
        });

        Assert.All(sums, sum => Assert.Equal(ranks, sum));
    }

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected abstract Task<ICollectives> JoinAsync(GangMember member, CancellationToken cancellation);

    private Gang NewGang(TimeSpan? answerWithin = null) => new(JoinAsync) { AnswerWithin = answerWithin ?? TimeSpan.FromSeconds(30) };

    private static IEnumerable<(int From, int To)> Pairs(int ranks) => from sender in Enumerable.Range(0, ranks) from receiver in Enumerable.Range(0, ranks) where sender != receiver select (sender, receiver);

    private static byte[] Receive(ICollectives collectives, int from, int length)
    {
        var bytes = new byte[length];
        collectives.Receive(bytes, from);
        return bytes;
    }
}
