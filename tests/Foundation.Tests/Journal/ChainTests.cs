namespace Athanor.Foundation.Journal;

public sealed class ChainTests : IAsyncDisposable
{
    private readonly TamperedJournal _journal = new();

    [Fact]
    public async Task An_empty_journal_is_whole() => Assert.Equal((true, 0, null), await OutcomeAsync());

    [Fact]
    public async Task A_journal_longer_than_a_page_is_whole_and_its_progress_is_told()
    {
        await _journal.RecordAsync(4500);
        var progress = new Steps();

        var verdict = await _journal.Reader.VerifyAsync(anchor: null, progress, TestContext.Current.CancellationToken);

        Assert.Equal((true, 4500), (verdict.IsWhole, verdict.Facts));
        Assert.Equal([2000, 4000, 4500], progress.Values);
    }

    [Theory]
    [InlineData("UPDATE journal SET at = at + 1 WHERE sequence = 5", 5, "Fact 5 was altered, or exchanged with another.")]
    [InlineData("UPDATE journal SET details = '{\"a\":1}' WHERE sequence = 5", 5, "Fact 5 was altered, or exchanged with another.")]
    [InlineData("UPDATE journal SET details = details || char(0) || 'hidden' WHERE sequence = 5", 5, "Fact 5 was altered, or exchanged with another.")]
    [InlineData("UPDATE journal SET hash = zeroblob(32) WHERE sequence = 5", 5, "Fact 5 was altered, or exchanged with another.")]
    [InlineData("UPDATE journal SET hash = x'' WHERE sequence = 5", 5, "Fact 5 was altered, or exchanged with another.")]
    [InlineData("UPDATE journal SET actor = 'testerthing.added', verb = '' WHERE sequence = 5", 5, "Fact 5 was altered, or exchanged with another.")]
    [InlineData("DELETE FROM journal WHERE sequence = 5", 5, "Fact 5 was removed.")]
    [InlineData("DELETE FROM journal WHERE sequence IN (5, 6, 7)", 5, "Facts 5 to 7 were removed.")]
    [InlineData("DELETE FROM journal WHERE sequence = 10", 10, "Fact 10 was removed.")]
    [InlineData("DELETE FROM journal", 1, "Facts 1 to 10 were removed.")]
    [InlineData("UPDATE journal SET sequence = 20 WHERE sequence = 10", 10, "Fact 10 was removed.")]
    [InlineData("UPDATE journal SET sequence = -1 WHERE sequence = 4; UPDATE journal SET sequence = 4 WHERE sequence = 6; UPDATE journal SET sequence = 6 WHERE sequence = -1", 4, "Fact 4 was altered, or exchanged with another.")]
    [InlineData("INSERT INTO journal SELECT 0, at, actor, project, verb, subject, parents, details, hash FROM journal WHERE sequence = 1", 0, "Fact 0 stands before the first.")]
    [InlineData("INSERT INTO journal SELECT 11, at, actor, project, verb, subject, parents, details, hash FROM journal WHERE sequence = 10", 11, "Fact 11 stands beyond the recorded head.")]
    [InlineData("UPDATE journal_head SET sequence = 9", 9, "The recorded head is not the hash of fact 9.")]
    [InlineData("UPDATE journal_head SET sequence = 12", 11, "Facts 11 to 12 were removed.")]
    [InlineData("UPDATE journal_head SET hash = zeroblob(32)", 10, "The recorded head is not the hash of fact 10.")]
    [InlineData("DELETE FROM journal_head", 1, "Fact 1 stands beyond the recorded head.")]
    [InlineData("UPDATE journal_head SET sequence = 8, hash = (SELECT hash FROM journal WHERE sequence = 8)", 9, "Fact 9 stands beyond the recorded head.")]
    [InlineData("INSERT INTO journal_links VALUES ('thing/1', 3)", 10, "Lineage has 1 links where the facts name 0 parents.")]
    public async Task Tampering_is_found_and_its_place_named(string statements, long row, string finding)
    {
        await _journal.RecordAsync(10);

        _journal.Tamper(statements);

        var verdict = await _journal.VerifyAsync();
        Assert.Equal((false, row, finding), (verdict.IsWhole, verdict.Row, verdict.Finding));
    }

    [Fact]
    public async Task A_removed_tail_is_found_while_others_go_on_writing()
    {
        await _journal.RecordAsync(10);
        _journal.Tamper("DELETE FROM journal WHERE sequence = 10");
        await _journal.RecordAsync(5);

        Assert.Equal((false, 9, 10), await OutcomeAsync());
    }

    [Fact]
    public async Task Only_an_anchor_finds_a_tail_that_was_cut_together_with_its_head()
    {
        await _journal.RecordAsync(10);
        var anchor = await _journal.Reader.HeadAsync(TestContext.Current.CancellationToken);
        _journal.Tamper("DELETE FROM journal WHERE sequence > 7; UPDATE journal_head SET sequence = 7, hash = (SELECT hash FROM journal WHERE sequence = 7)");

        Assert.True((await _journal.VerifyAsync()).IsWhole);
        var verdict = await _journal.VerifyAsync(anchor);

        Assert.Equal((false, 8, "Facts 8 to 10 were removed."), (verdict.IsWhole, verdict.Row, verdict.Finding));
    }

    [Fact]
    public async Task Only_an_anchor_finds_a_history_that_was_written_anew()
    {
        await _journal.RecordAsync(10);
        await using var forged = new TamperedJournal();
        await forged.RecordAsync(9);
        await forged.RecordAsync(3);
        var anchor = await _journal.Reader.HeadAsync(TestContext.Current.CancellationToken);

        Assert.True((await forged.VerifyAsync()).IsWhole);
        var verdict = await forged.VerifyAsync(anchor);

        Assert.Equal((false, 10, "The Journal up to fact 10 is not the one that was anchored."), (verdict.IsWhole, verdict.Row, verdict.Finding));
    }

    [Fact]
    public async Task An_anchor_of_long_ago_still_holds()
    {
        await _journal.RecordAsync(3);
        var anchor = await _journal.Reader.HeadAsync(TestContext.Current.CancellationToken);
        await _journal.RecordAsync(3);

        Assert.True((await _journal.VerifyAsync(anchor)).IsWhole);
        Assert.True((await _journal.VerifyAsync(ChainHead.Empty)).IsWhole);
    }

    public ValueTask DisposeAsync() => _journal.DisposeAsync();

    private async Task<(bool IsWhole, long Facts, long? Row)> OutcomeAsync() => await _journal.VerifyAsync() is var verdict ? (verdict.IsWhole, verdict.Facts, verdict.Row) : default;

    private sealed class Steps : IProgress<long>
    {
        public List<long> Values { get; } = [];

        public void Report(long value) => Values.Add(value);
    }
}
