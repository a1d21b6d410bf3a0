using Athanor.Foundation.Databases;
using Athanor.Foundation.Journal;

namespace Athanor.Conformance.Databases;

public abstract partial class DatabaseConformance
{
    [Fact]
    public async Task Facts_wake_those_who_wait_for_them()
    {
        var clock = new ManualClock();
        var database = Home.Open(Tables, clock);
        var waiting = database.WaitForFactsAsync(0, Cancellation);

        await database.WriteAsync(session => Record(session, "fern"), Cancellation);

        await waiting;
        Assert.Equal(1, database.LastFact);
    }

    [Fact]
    public async Task Facts_of_another_server_are_seen_within_a_second()
    {
        var clock = new ManualClock();
        var database = Home.Open(Tables, clock);
        var waiting = database.WaitForFactsAsync(0, Cancellation);
        await Database.WriteAsync(session => Record(session, "fern"), Cancellation);
        Assert.False(waiting.IsCompleted);

        clock.Advance(TimeSpan.FromSeconds(1));

        await waiting;
        Assert.Equal(1, database.LastFact);
    }

    [Fact]
    public async Task The_last_fact_is_known_after_a_restart()
    {
        await Database.WriteAsync(session => Record(session, "fern"), Cancellation);

        Assert.Equal(1, Home.Open(Tables).LastFact);
    }

    [Fact]
    public async Task Following_yields_what_is_there_then_what_comes_and_resumes_where_it_stopped()
    {
        var reader = new JournalReader(Database);
        for (var index = 0; index < 3; index++) await Database.WriteAsync(session => Record(session, $"{index}"), Cancellation);

        var seen = new List<string>();
        await foreach (var entry in reader.FollowAsync(new(), Cancellation))
        {
            seen.Add(entry.Subject.Name);
            if (seen.Count == 3) await Database.WriteAsync(session => Record(session, "3"), Cancellation);
            if (seen.Count == 4) break;
        }
        await Database.WriteAsync(session => Record(session, "4"), Cancellation);
        await foreach (var entry in reader.FollowAsync(new() { After = 4 }, Cancellation))
        {
            seen.Add(entry.Subject.Name);
            break;
        }

        Assert.Equal(["0", "1", "2", "3", "4"], seen);
    }

    [Fact]
    public async Task A_search_finds_by_actor_project_verb_subject_time_and_text()
    {
        await Database.WriteAsync(
            session =>
            {
                session.Record(new("ann", "thing.added", new("thing", "a_b")) { Project = "plants", Details = new() { ["note"] = "50% Großer Farn" } });
                session.Record(new("ben", "thing.removed", new("thing", "axb")));
            },
            Cancellation);
        var reader = new JournalReader(Database);
        var all = await reader.SearchAsync(new() { NewestFirst = false }, 10, Cancellation);

        async Task<IEnumerable<string>> FindAsync(JournalFilter filter) => (await reader.SearchAsync(filter, 10, Cancellation)).Select(entry => entry.Actor);

        Assert.Equal(["ann", "ben"], all.Select(entry => entry.Actor));
        Assert.Equal(["plants", null], all.Select(entry => entry.Project));
        Assert.Equal(["ben", "ann"], await FindAsync(new()));
        Assert.Equal(["ann"], await FindAsync(new() { Actor = "ann" }));
        Assert.Equal(["ann"], await FindAsync(new() { Project = "plants" }));
        Assert.Equal(["ben"], await FindAsync(new() { Verb = "thing.removed" }));
        Assert.Equal(["ben"], await FindAsync(new() { Subject = "thing/axb" }));
        Assert.Equal(["ann"], await FindAsync(new() { Text = "A_B" }));
        Assert.Equal(["ann"], await FindAsync(new() { Text = "50% gro" }));
        Assert.Equal(["ben", "ann"], await FindAsync(new() { From = all[0].Time }));
        Assert.Empty(await FindAsync(new() { Until = all[0].Time }));
        Assert.Equal(["ben"], await FindAsync(new() { Readable = [""] }));
        Assert.Empty(await FindAsync(new() { Readable = [] }));
    }
}
