using System.Text;
using Athanor.Conformance.Engines;
using Athanor.Foundation.Problems;
using Athanor.Tracking.Artifacts;
using Athanor.Tracking.Model;

namespace Athanor.Tracking.Clearing;

public sealed class ClearanceTests(PostgresFixture server)
{
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Engines => TrackingHome.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task What_was_deleted_long_ago_gives_its_room_back_and_all_else_stays(string engine)
    {
        await using var home = await TrackingHome.CreateAsync(engine, server);
        var (old, recent, kept) = (await BeginAsync(home), await BeginAsync(home), await BeginAsync(home));
        await DeleteAsync(home, old);
        home.Clock.Advance(Month);
        await DeleteAsync(home, recent);

        var preview = await home.Clearance.PreviewAsync(TrackingHome.Project, Month, Cancellation);
        var cleared = await home.Clearance.ClearAsync(TrackingHome.Actor, null, Month, Cancellation);

        Assert.Equal(preview, cleared);
        Assert.Equal((1, 2, 10), (cleared.Runs, cleared.Files, cleared.FileBytes));
        Assert.True(cleared.MetricBytes > 300);
        await Assert.ThrowsAsync<ProblemException>(() => home.GetAsync(old));
        foreach (var run in new[] { recent, kept })
        {
            Assert.Equal(1000, (await home.ReadHistoryAsync(run, "loss")).Count);
            Assert.Equal(2, (await FilesAsync(home, run)).Count);
        }
        Assert.Empty(await FilesAsync(home, old));
        Assert.Equal(2 * 8, await home.Database.ReadAsync(session => session.Count($"SELECT COUNT(*) FROM metric_blocks"), Cancellation));
        Assert.Contains("run.cleared", await home.ListVerbsAsync());
        Assert.True((await home.Clearance.ClearAsync(TrackingHome.Actor, null, Month, Cancellation)).IsEmpty);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task An_experiment_goes_with_its_runs_and_models_and_only_in_its_project(string engine)
    {
        await using var home = await TrackingHome.CreateAsync(engine, server);
        var experiment = (await home.Experiments.CreateAsync(TrackingHome.Actor, TrackingHome.Project, "tulips", null, [], Cancellation)).Id;
        var run = (await home.Runs.CreateAsync(TrackingHome.Actor, TrackingHome.Project, new(experiment), Cancellation)).Run.Id;
        await home.LogAsync(run, "loss", new MetricPoint(0, 0, 0));
        await home.Experiments.DeleteAsync(TrackingHome.Actor, TrackingHome.Project, experiment, Cancellation);

        Assert.True((await home.Clearance.ClearAsync(TrackingHome.Actor, "other", TimeSpan.Zero, Cancellation)).IsEmpty);
        var cleared = await home.Clearance.ClearAsync(TrackingHome.Actor, TrackingHome.Project, TimeSpan.Zero, Cancellation);

        Assert.Equal((1, 1), (cleared.Runs, cleared.Experiments));
        await home.Experiments.CreateAsync(TrackingHome.Actor, TrackingHome.Project, "tulips", null, [], Cancellation);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_a_registered_version_was_made_from_stays(string engine)
    {
        await using var home = await TrackingHome.CreateAsync(engine, server);
        var (byPlace, byName) = (await BeginAsync(home), await BeginAsync(home));
        await AddVersionAsync(home, 1, $"{(await home.GetAsync(byPlace)).Run.ArtifactUri}/model", "");
        await AddVersionAsync(home, 2, $"runs:/{byName}/model", byName);
        foreach (var run in new[] { byPlace, byName }) await DeleteAsync(home, run);

        Assert.Equal(ClearingReport.Nothing with { Held = 2 }, await home.Clearance.ClearAsync(TrackingHome.Actor, null, TimeSpan.Zero, Cancellation));
        foreach (var run in new[] { byPlace, byName })
        {
            await home.Runs.RestoreAsync(TrackingHome.Actor, TrackingHome.Project, run, Cancellation);
            Assert.Equal(2, (await FilesAsync(home, run)).Count);
            await DeleteAsync(home, run);
        }

        await home.Database.WriteAsync(session => session.Execute($"UPDATE model_versions SET is_deleted = 1"), Cancellation);
        Assert.Equal(2, (await home.Clearance.ClearAsync(TrackingHome.Actor, null, TimeSpan.Zero, Cancellation)).Runs);
    }

    [Fact]
    public async Task What_was_restored_stays_and_what_is_half_cleared_cannot_be_restored()
    {
        await using var home = await TrackingHome.CreateAsync("SQLite", server);
        var (restored, half) = (await BeginAsync(home), await BeginAsync(home));
        await DeleteAsync(home, restored);
        await home.Runs.RestoreAsync(TrackingHome.Actor, TrackingHome.Project, restored, Cancellation);
        await DeleteAsync(home, half);
        var row = (await home.GetAsync(half)).Run;
        await home.Database.WriteAsync(session => ClearingDatabase.Begin(session, new(true, row.Key, TrackingHome.Project, half, row.ArtifactUri), long.MaxValue), Cancellation);

        await Assert.ThrowsAsync<ProblemException>(() => home.Runs.RestoreAsync(TrackingHome.Actor, TrackingHome.Project, half, Cancellation));
        Assert.Equal(1, (await home.Clearance.ClearAsync(TrackingHome.Actor, null, Month, Cancellation)).Runs);
        Assert.Equal(1000, (await home.ReadHistoryAsync(restored, "loss")).Count);
    }

    private static async Task<string> BeginAsync(TrackingHome home)
    {
        var run = await home.BeginRunAsync();
        await home.LogAsync(run, "loss", [.. Enumerable.Range(0, 1000).Select(step => new MetricPoint(step, step, Math.Sin(step)))]);
        await home.GetAsync(run);
        foreach (var name in new[] { "a.txt", "model/b.txt" })
        {
            Assert.True(ArtifactPath.TryParse($"0/{run}/artifacts/{name}", out var path));
            using var content = new MemoryStream(Encoding.UTF8.GetBytes("five!"));
            await home.Artifacts.PutAsync(TrackingHome.Actor, TrackingHome.Project, path, content, 5, null, Cancellation);
        }
        return run;
    }

    private static Task<int> AddVersionAsync(TrackingHome home, int number, string storage, string run) => home.Database.WriteAsync(
        session =>
        {
            if (number == 1) session.Execute($"INSERT INTO registered_models (id, project, name, identity, last_version, created_at, updated_at) VALUES (1, {TrackingHome.Project}, 'iris', 'x', 1, 0, 0)");
            return session.Execute(
                $"""
                INSERT INTO model_versions (id, model, project, number, source, storage, run, stage, is_deleted, created_by, created_at, updated_at)
                VALUES ({number}, 1, {TrackingHome.Project}, {number}, '', {storage}, {run}, 'None', 0, 'ada', 0, 0)
                """);
        },
        Cancellation);

    private static Task DeleteAsync(TrackingHome home, string run) => home.Runs.DeleteAsync(TrackingHome.Actor, TrackingHome.Project, run, Cancellation);

    private static Task<IReadOnlyList<ArtifactFile>> FilesAsync(TrackingHome home, string run) => home.Files.ListAsync(TrackingHome.Project, $"mlflow-artifacts:/0/{run}/artifacts", Cancellation);
}
