namespace Athanor.Compute.Collectives;

public abstract partial class CollectivesConformance
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(700);

    [Theory, InlineData(2), InlineData(3), InlineData(4)]
    public async Task A_rank_that_does_not_join_is_named_with_the_operation(int ranks)
    {
        var faults = await NewGang(Short).FaultsAsync(ranks, collectives =>
        {
            collectives.Barrier();
            if (collectives.Rank != 1) collectives.AllReduce(new float[16 << 20]);
        });

        Assert.All(faults.Index().Where(fault => fault.Index != 1), fault => Assert.Equal($"Rank 1 of {ranks} did not join all-reduce 2 (64 MiB) within 0.7 s.", fault.Item));
    }

    [Theory, InlineData(2), InlineData(4)]
    public async Task A_rank_that_leaves_is_named_at_once(int ranks)
    {
        var faults = await NewGang().FaultsAsync(ranks, collectives =>
        {
            collectives.Barrier();
            if (collectives.Rank == ranks - 1) collectives.Dispose();
            else collectives.Barrier();
        });

        Assert.All(faults.SkipLast(1), fault => Assert.StartsWith($"Rank {ranks - 1} of {ranks} left the gang during barrier 2", fault));
    }

    [Theory, InlineData(2), InlineData(3)]
    public async Task Ranks_that_call_different_things_are_told_so(int ranks)
    {
        var faults = await NewGang().FaultsAsync(ranks, collectives =>
        {
            if (collectives.Rank == 1) collectives.Broadcast(new byte[4096], 0);
            else collectives.AllReduce(new float[16 << 20]);
        });

        Assert.All(faults, fault => Assert.Contains("all-reduce of 64 MiB", fault));
        Assert.All(faults, fault => Assert.Contains("broadcast of 4 KiB from rank 0", fault));
    }

    [Fact]
    public async Task Ranks_that_call_the_same_with_different_sizes_are_told_so()
    {
        var faults = await NewGang().FaultsAsync(2, collectives => collectives.AllReduce(new float[1024 << collectives.Rank]));

        Assert.All(faults, fault => Assert.Matches("^Rank [01] calls all-reduce of (4|8) KiB where rank [01] calls all-reduce of (4|8) KiB.$", fault));
    }

    [Fact]
    public async Task A_message_of_another_length_is_refused_by_its_receiver()
    {
        var faults = await NewGang().FaultsAsync(2, collectives =>
        {
            if (collectives.Rank == 0) collectives.Send(new byte[4096], 1);
            else collectives.Receive(new byte[64], 0);
        });

        Assert.Equal("Rank 0 calls send of 4 KiB to rank 1 where rank 1 calls receive of 64 B from rank 0.", faults[1]);
    }

    [Fact]
    public async Task Whoever_waits_for_a_message_of_one_who_waits_for_all_is_told_so()
    {
        var faults = await NewGang().FaultsAsync(3, collectives =>
        {
            if (collectives.Rank == 0) collectives.Receive(new byte[4096], 2);
            else collectives.Barrier();
        });

        Assert.All(faults, fault => Assert.Equal("Rank 2 calls barrier where rank 0 calls receive of 4 KiB from rank 2.", fault));
    }

    [Fact]
    public async Task A_message_that_nobody_sends_has_a_deadline()
    {
        var faults = await NewGang(Short).FaultsAsync(2, collectives =>
        {
            if (collectives.Rank == 0) collectives.Receive(new byte[4096], 1);
        });

        Assert.Equal("Rank 1 of 2 did not join receive 1 (4 KiB) within 0.7 s.", faults[0]);
    }

    [Fact]
    public async Task After_a_fault_every_call_fails_in_the_same_words()
    {
        var faults = await NewGang().FaultsAsync(2, collectives =>
        {
            var first = Assert.Throws<CollectiveException>(() => collectives.AllReduce(new float[1 + collectives.Rank]));
            Assert.Equal(first.Message, Assert.Throws<CollectiveException>(collectives.Barrier).Message);
            Assert.Equal(first.Message, Assert.Throws<CollectiveException>(() => collectives.Send(new byte[1], 1 - collectives.Rank)).Message);
        });

        Assert.All(faults, Assert.Null);
    }

    [Theory, InlineData(2), InlineData(4)]
    public async Task A_process_that_is_killed_is_named_at_once(int ranks)
    {
        using var children = new GangOfProcesses(Kind, Folder, ranks, answerWithin: TimeSpan.FromMinutes(5));
        await children.AreWorkingAsync();

        children.Kill(1);

        foreach (var rank in Enumerable.Range(0, ranks).Where(rank => rank != 1)) Assert.StartsWith($"Rank 1 of {ranks} left the gang during ", await children.FaultOfAsync(rank));
    }

    [Fact]
    public async Task A_process_that_hangs_is_given_up_after_the_deadline()
    {
        using var children = new GangOfProcesses(Kind, Folder, 2, answerWithin: TimeSpan.FromSeconds(1));
        await children.AreWorkingAsync();

        children.Stop(1);

        var fault = await children.FaultOfAsync(0);
        Assert.StartsWith("Rank 1 of 2 ", fault);
        Assert.Contains("1 s", fault);
    }
}
