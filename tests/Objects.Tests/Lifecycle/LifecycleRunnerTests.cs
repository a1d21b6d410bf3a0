using Athanor.Conformance.Engines;
using Athanor.Foundation.Databases;
using Athanor.Objects.Model;
using Athanor.Objects.Versions;
using Athanor.Objects.Wire.Documents;

namespace Athanor.Objects.Lifecycle;

public sealed class LifecycleRunnerTests(PostgresFixture server)
{
    private static readonly string[] Keys = ["a", "b/1", "b/2", "c"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("SQLite", 60)]
    [InlineData("PostgreSQL", 15)]
    public async Task A_run_does_what_the_preview_said_and_what_a_plain_reading_of_the_rules_says(string engine, int rounds)
    {
        for (var seed = 0; seed < rounds; seed++)
        {
            await using var rows = await ObjectRows.CreateAsync(engine, server);
            var (random, life) = (new Random(seed), new LifecycleHome(rows));
            await FillAsync(rows, random, life.Clock.GetUtcNow());
            var rules = Enumerable.Range(0, random.Next(1, 4)).Select(_ => LifecycleEvaluationTests.AnyRule(random, life.Clock.GetUtcNow())).Where(rule => rule.DoesSomething).ToList();
            if (rules.Count == 0) continue;
            await life.SetRulesAsync([.. rules]);
            var expected = PlainReading.After(await life.VersionsAsync(), rules, rows.Bucket.Versioning, life.Clock.GetUtcNow());

            var preview = await life.Lifecycle.PreviewAsync(rows.Bucket, new(rules), Cancellation);
            var done = await life.Runner.RunAsync("leaves", Cancellation);

            Assert.Equal(preview.Counts, done);
            Assert.Equal(expected, (await life.VersionsAsync()).Where(version => !version.Version.StartsWith("v_", StringComparison.Ordinal)).Select(version => (version.Key, version.Version)).Order());
            Assert.True((await life.Lifecycle.PreviewAsync(rows.Bucket, new(rules), Cancellation)).IsComplete);
        }
    }

    [Fact]
    public async Task Pages_of_any_size_find_the_same()
    {
        await using var rows = await ObjectRows.CreateAsync("SQLite", server);
        var (random, life) = (new Random(7), new LifecycleHome(rows));
        await FillAsync(rows, random, life.Clock.GetUtcNow(), 60);
        var scan = new LifecycleScan(rows.Bucket, new([LifecycleEvaluationTests.Rule() with { ExpireAfterDays = 5, NoncurrentDays = 3, NewerNoncurrentVersions = 1 }]));

        var whole = await FindAllAsync(rows, scan, 1000, life.Clock.GetUtcNow());

        Assert.NotEmpty(whole);
        for (var size = 1; size < 20; size++) Assert.Equal(whole, await FindAllAsync(rows, scan, size, life.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task A_version_that_was_replaced_after_it_was_looked_at_waits_for_its_own_days()
    {
        await using var rows = await ObjectRows.CreateAsync("SQLite", server);
        await rows.SetVersioningAsync(Versioning.Enabled);
        var life = new LifecycleHome(rows);
        await rows.PutAsync(rows.NewObject("a", "v1"), rows.NewObject("a", "v2"));
        LifecycleConfiguration rules = new([LifecycleEvaluationTests.Rule() with { NoncurrentDays = 30 }]);

        // As a scan would have seen it in another moment: long replaced, while its successor has just come.
        var seen = (await life.VersionsAsync()).Single(version => version.Version == "v1");
        await rows.PutAsync(rows.NewObject("b", "v3"));
        await rows.Database.WriteAsync(session => session.Execute($"UPDATE objects SET stored_at = {life.Clock.GetUtcNow()} WHERE key = {"a"}"), Cancellation);
        var finding = new LifecycleFinding(seen, new(DateTimeOffset.UnixEpoch, 0, false), new(LifecycleAction.Remove, rules.Rules[0], DateTimeOffset.UnixEpoch));
        var done = await rows.Database.WriteAsync(
            session => new LifecycleAct(session, rows.Bucket, rules, life.Clock.GetUtcNow(), key => life.Objects.NewMarker(rows.Bucket, key)).Do(finding), Cancellation);

        Assert.Equal(LifecycleCounts.None, done);
        Assert.Equal(3, (await life.VersionsAsync()).Count);
    }

    [Fact]
    public async Task Objects_expire_as_the_clock_moves_and_a_locked_version_stays()
    {
        await using var rows = await ObjectRows.CreateAsync("SQLite", server);
        await rows.SetVersioningAsync(Versioning.Enabled);
        var life = new LifecycleHome(rows);
        var stored = life.Clock.GetUtcNow();
        await rows.PutAsync(rows.NewObject("a", "v1") with { StoredAt = stored }, rows.NewObject("b", "v2") with { StoredAt = stored, Headers = new() { Lock = new() { IsHeld = true } } });
        await life.SetRulesAsync(LifecycleEvaluationTests.Rule() with { ExpireAfterDays = 2, NoncurrentDays = 1 });

        life.Clock.Advance(TimeSpan.FromDays(2) - TimeSpan.FromSeconds(1));
        Assert.Equal(LifecycleCounts.None, await life.Runner.RunAsync("leaves", Cancellation));
        life.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(new LifecycleCounts(2, 0, 0, 0), await life.Runner.RunAsync("leaves", Cancellation));
        life.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(new LifecycleCounts(0, 1, 0, 10), await life.Runner.RunAsync("leaves", Cancellation));
        life.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(new LifecycleCounts(0, 1, 0, 0), await life.Runner.RunAsync("leaves", Cancellation));

        Assert.Equal(["v2"], (await life.VersionsAsync()).Where(version => !version.IsMarker).Select(version => version.Version));
        Assert.Equal(3, (await rows.ReadAsync(session => session.Query($"SELECT verb FROM journal WHERE verb = {"bucket.lifecycle-run"}", row => row.Text(0)))).Count);
    }

    [Fact]
    public async Task Uploads_that_nobody_completes_are_aborted()
    {
        await using var rows = await ObjectRows.CreateAsync("SQLite", server);
        var life = new LifecycleHome(rows);
        await life.SetRulesAsync(LifecycleEvaluationTests.Rule(prefix: "b") with { AbortUploadsAfterDays = 1 });
        foreach (var key in (string[])["a", "b/1", "b/2"]) await life.Uploads.StartAsync("me", rows.Bucket, key, new(), null, null, Cancellation);

        life.Clock.Advance(TimeSpan.FromDays(3));

        Assert.Equal(2, (await life.Lifecycle.PreviewAsync(rows.Bucket, life.Rules!, Cancellation)).Counts.Aborted);
        Assert.Equal(2, (await life.Runner.RunAsync("leaves", Cancellation)).Aborted);
        Assert.Equal("a", Assert.Single((await life.Uploads.ListAsync(rows.Bucket, "", "", "", "", 10, Cancellation)).Uploads).Key);
    }

    [Fact]
    public async Task A_run_that_was_interrupted_goes_on_where_it_was()
    {
        await using var rows = await ObjectRows.CreateAsync("SQLite", server);
        var life = new LifecycleHome(rows);
        await rows.PutAsync(rows.NewObject("a", "v1"), rows.NewObject("b/1", "v2"), rows.NewObject("c", "v3"));
        await life.SetRulesAsync(LifecycleEvaluationTests.Rule() with { ExpireAfterDays = 1 });
        await rows.Database.WriteAsync(session => LifecycleDatabase.SaveRun(session, rows.Bucket.Id, "b/1", new(0, 5, 0, 50)), Cancellation);

        Assert.Equal(new LifecycleCounts(0, 7, 0, 70), await life.Runner.RunAsync("leaves", Cancellation));
        Assert.Equal(new LifecycleCounts(0, 1, 0, 10), await life.Runner.RunAsync("leaves", Cancellation));
    }

    private static async Task FillAsync(ObjectRows rows, Random random, DateTimeOffset now, int versions = 25)
    {
        await rows.SetVersioningAsync(random.OneOf(Versioning.Off, Versioning.Enabled, Versioning.Enabled, Versioning.Suspended));
        var start = now.AddDays(-30);
        for (var number = 0; number < versions; number++)
        {
            start = start.AddHours(random.Next(1, 30));
            if (rows.Bucket.Versioning != Versioning.Off && random.Maybe(0.1)) await rows.SetVersioningAsync(random.OneOf(Versioning.Enabled, Versioning.Suspended));
            var isMarker = rows.Bucket.Versioning != Versioning.Off && random.Maybe(0.2);
            var headers = new ObjectHeaders
            {
                Tags = random.Maybe(0.3) ? new Dictionary<string, string> { ["kind"] = "leaf" } : new Dictionary<string, string>(),
                Lock = random.Maybe(0.1) && rows.Bucket.Versioning == Versioning.Enabled ? new() { IsHeld = true } : null,
            };
            var added = rows.NewObject(random.OneOf(Keys), $"v{number:000}", random.Next(100)) with { StoredAt = start, Headers = headers };
            await rows.PutAsync(isMarker ? added with { IsMarker = true, Size = 0, ETag = "", Blobs = [], Headers = new() } : added);
        }
    }

    private static async Task<List<(string, string, LifecycleAction)>> FindAllAsync(ObjectRows rows, LifecycleScan scan, int size, DateTimeOffset now)
    {
        var found = new List<(string, string, LifecycleAction)>();
        for (ScanPosition? next = scan.Begin; next is { } from;)
        {
            var page = await rows.ReadAsync(session => scan.Read(session, from, now, size));
            found.AddRange(page.Findings.Select(finding => (finding.Version.Key, finding.Version.Version, finding.Decision.Action)));
            next = page.Next;
        }
        return found;
    }
}
