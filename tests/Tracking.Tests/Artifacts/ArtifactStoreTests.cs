using System.Security.Cryptography;
using System.Text;
using Athanor.Conformance.Engines;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Problems;
using Athanor.Objects.Model;

namespace Athanor.Tracking.Artifacts;

public sealed class ArtifactStoreTests(PostgresFixture server)
{
    private const string Project = TrackingHome.Project;
    private const string Actor = TrackingHome.Actor;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Engines => TrackingHome.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task A_file_is_listed_and_read_with_its_digest_by_every_address(string engine)
    {
        await using var home = await TrackingHome.CreateAsync(engine, server);
        var run = await home.BeginRunAsync();
        await PutAsync(home, $"0/{run}/artifacts/model/weights.bin", "weights");
        await PutAsync(home, $"0/{run}/artifacts/model/code/train.py", "print(1)");
        await PutAsync(home, $"0/{run}/artifacts/notes.txt", "");

        foreach (var address in new[] { $"runs:/{run}/model", $"mlflow-artifacts:/0/{run}/artifacts/model", $"mlflow-artifacts://127.0.0.1:7070/0/{run}/artifacts/model", $"s3://plants-artifacts/0/{run}/artifacts/model" })
        {
            Assert.Equal([new("code/train.py", 8, Sha256("print(1)")), new("weights.bin", 7, Sha256("weights"))], await home.Files.ListAsync(Project, address, Cancellation));
            Assert.Equal("weights", await ReadAsync(home, address, "weights.bin"));
        }
        Assert.Equal("", await ReadAsync(home, $"runs:/{run}", "notes.txt"));
        Assert.Empty(await home.Files.ListAsync(Project, $"runs:/{run}/nothing", Cancellation));
        await RefusedAsync("tracking/resource-does-not-exist", () => home.Files.OpenAsync(Project, $"runs:/{run}", "model", Cancellation));
        await RefusedAsync("tracking/invalid-parameter-value", () => home.Files.OpenAsync(Project, $"runs:/{run}", "../x", Cancellation));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_folder_is_listed_page_by_page_with_files_and_folders_in_order(string engine)
    {
        await using var home = await TrackingHome.CreateAsync(engine, server);
        var run = await home.BeginRunAsync();
        foreach (var name in new[] { "a", "b/one", "b/two/three", "c", "d/e" }) await PutAsync(home, $"0/{run}/artifacts/{name}", name);

        var (entries, after) = (new List<ArtifactEntry>(), "");
        for (ArtifactPage? page = null; page is null || page.Next is not null; after = page.Next ?? "")
        {
            page = await home.Artifacts.ListAsync(Project, ArtifactPath.Parse($"0/{run}/artifacts"), after, 1, Cancellation);
            entries.AddRange(page.Entries);
        }

        Assert.Equal([new("a", 1), new("b", null), new("c", 1), new("d", null)], entries);
        Assert.Equal([new("0", null)], (await home.Artifacts.ListAsync(Project, ArtifactPath.Root, "", 10, Cancellation)).Entries);
        Assert.Empty((await home.Artifacts.ListAsync("rocks", ArtifactPath.Root, "", 10, Cancellation)).Entries);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_path_belongs_to_a_run_of_the_project_that_is_there(string engine)
    {
        await using var home = await TrackingHome.CreateAsync(engine, server);
        await home.Experiments.BeginAsync("rocks", Cancellation);
        var (mine, deleted) = (await home.BeginRunAsync(), await home.BeginRunAsync());
        var theirs = await home.BeginRunAsync(project: "rocks");
        await PutAsync(home, $"0/{deleted}/artifacts/before", "x");
        await home.Runs.DeleteAsync(Actor, Project, deleted, Cancellation);

        foreach (var path in new[] { "x", "0/x", $"0/{mine}/x", $"1/{mine}/artifacts/x", $"0/{new string('0', 32)}/artifacts/x", $"0/{theirs}/artifacts/x" })
            await RefusedAsync("tracking/resource-does-not-exist", () => PutAsync(home, path, "x"));
        await RefusedAsync("tracking/invalid-parameter-value", () => PutAsync(home, $"0/{deleted}/artifacts/x", "x"));
        await RefusedAsync("tracking/invalid-parameter-value", () => PutAsync(home, $"0/{mine}/artifacts", "x"));
        await RefusedAsync("tracking/invalid-parameter-value", () => home.Artifacts.RemoveAsync(Actor, Project, ArtifactPath.Parse($"0/{deleted}/artifacts/before"), Cancellation));
        await RefusedAsync("tracking/resource-does-not-exist", () => home.Artifacts.RemoveAsync(Actor, Project, ArtifactPath.Parse("0"), Cancellation));

        Assert.Single(await home.Files.ListAsync(Project, $"runs:/{deleted}", Cancellation));
        await RefusedAsync("tracking/resource-does-not-exist", () => home.Files.ListAsync("rocks", $"runs:/{mine}", Cancellation));
        Assert.Empty(await home.Files.ListAsync("rocks", "s3://plants-artifacts/0", Cancellation));
        await RefusedAsync("tracking/resource-does-not-exist", () => home.Files.OpenAsync("rocks", $"mlflow-artifacts:/0/{deleted}/artifacts", "before", Cancellation));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_name_is_that_of_a_file_or_of_a_folder(string engine)
    {
        await using var home = await TrackingHome.CreateAsync(engine, server);
        var run = await home.BeginRunAsync();
        await PutAsync(home, $"0/{run}/artifacts/a/b/c", "x");

        await RefusedAsync("tracking/invalid-parameter-value", () => PutAsync(home, $"0/{run}/artifacts/a/b/c/d/e", "x"));
        await RefusedAsync("tracking/invalid-parameter-value", () => PutAsync(home, $"0/{run}/artifacts/a", "x"));
        await PutAsync(home, $"0/{run}/artifacts/a/bc", "y");
        await PutAsync(home, $"0/{run}/artifacts/a/b/c", "again");

        Assert.Equal("again", await ReadAsync(home, $"runs:/{run}/a/b", "c"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_client_that_vanishes_half_way_leaves_nothing(string engine)
    {
        await using var home = await TrackingHome.CreateAsync(engine, server);
        var run = await home.BeginRunAsync();

        await Assert.ThrowsAsync<IOException>(() => home.Artifacts.PutAsync(Actor, Project, ArtifactPath.Parse($"0/{run}/artifacts/half"), new VanishingStream(1 << 20), null, null, Cancellation));

        Assert.Empty(await home.Files.ListAsync(Project, $"runs:/{run}", Cancellation));
        Assert.Equal(0, (await home.Buckets.UsageAsync((await home.Artifacts.FindBucketAsync(Project, Cancellation))!, Cancellation)).Bytes);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_run_that_is_deleted_while_its_file_comes_gets_none_of_it(string engine)
    {
        await using var home = await TrackingHome.CreateAsync(engine, server);
        var run = await home.BeginRunAsync();
        var file = new MeddlingStream(() => home.Runs.DeleteAsync(Actor, Project, run, Cancellation));

        await RefusedAsync("tracking/invalid-parameter-value", () => home.Artifacts.PutAsync(Actor, Project, ArtifactPath.Parse($"0/{run}/artifacts/late"), file, null, null, Cancellation));

        Assert.Empty(await home.Files.ListAsync(Project, $"runs:/{run}", Cancellation));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_quota_holds_before_and_after_the_bytes_have_come(string engine)
    {
        await using var home = await TrackingHome.CreateAsync(engine, server);
        var run = await home.BeginRunAsync();
        await PutAsync(home, $"0/{run}/artifacts/small", "x");
        await home.Quotas.SetAsync(Actor, (await home.Artifacts.FindBucketAsync(Project, Cancellation))!, new(10, null), Cancellation);

        await RefusedAsync("objects/quota-exceeded", () => PutAsync(home, $"0/{run}/artifacts/known", new string('x', 11)));
        await RefusedAsync("objects/quota-exceeded", () => home.Artifacts.PutAsync(Actor, Project, ArtifactPath.Parse($"0/{run}/artifacts/unknown"), new MemoryStream(new byte[11]), null, null, Cancellation));

        Assert.Single(await home.Files.ListAsync(Project, $"runs:/{run}", Cancellation));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task The_S3_door_may_read_artifacts_and_not_touch_them(string engine)
    {
        await using var home = await TrackingHome.CreateAsync(engine, server);
        var run = await home.BeginRunAsync();
        var key = $"0/{run}/artifacts/model.bin";
        await PutAsync(home, key, "weights");
        var bucket = (await home.Artifacts.FindBucketAsync(Project, Cancellation))!;

        Assert.Equal(("plants-artifacts", "plants", false), (bucket.Name, bucket.Project, bucket.IsPlain));
        Assert.Equal(7, (await home.Objects.FindAsync(bucket, key, null, Cancellation))!.Size);
        Assert.Equal([key], (await home.Objects.ListAsync(bucket, "0/", "", "", 10, Cancellation)).Objects.Select(found => found.Key));
        await RefusedAsync("tracking/written-by-runs", () => home.Objects.DeleteAsync("person/eve", bucket, key, null, WriteCondition.None, Cancellation));
        await RefusedAsync("tracking/written-by-runs", () => home.Objects.CopyAsync("person/eve", bucket, home.Objects.FindAsync(bucket, key, null, Cancellation).Result!, bucket, key, new(), WriteCondition.None, Cancellation));
        var upload = await home.Uploads.StartAsync("person/eve", bucket, key, new(), null, null, Cancellation);
        var part = await PartAsync(home, bucket, upload, "other");
        await RefusedAsync("tracking/written-by-runs", () => home.Uploads.CompleteAsync("person/eve", bucket, key, upload.Id, [(1, part)], Cancellation));

        Assert.Equal("weights", await ReadAsync(home, $"runs:/{run}", "model.bin"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_file_that_came_in_parts_is_there_once_they_are_joined_and_is_read_once_for_its_digest(string engine)
    {
        await using var home = await TrackingHome.CreateAsync(engine, server);
        var run = await home.BeginRunAsync();
        await PutAsync(home, $"0/{run}/artifacts/other", "x");
        var bucket = (await home.Artifacts.FindBucketAsync(Project, Cancellation))!;
        var key = $"0/{run}/artifacts/parts.bin";
        var upload = await home.Uploads.StartAsync(Actor, bucket, key, new(), null, null, Cancellation);
        await home.Database.WriteAsync(session => ArtifactsDatabase.AddUpload(session, upload.Id, upload.StartedAt, upload.StartedAt), Cancellation);
        var part = await PartAsync(home, bucket, upload, "in parts");
        Assert.Single(await home.Files.ListAsync(Project, $"runs:/{run}", Cancellation));

        await home.Uploads.CompleteAsync(Actor, bucket, key, upload.Id, [(1, part)], Cancellation);

        Assert.False((await home.Objects.FindAsync(bucket, key, null, Cancellation))!.Headers.Checksums.ContainsKey(ArtifactStore.Sha256));
        for (var time = 0; time < 2; time++) Assert.Equal(new("parts.bin", 8, Sha256("in parts")), (await home.Files.ListAsync(Project, $"runs:/{run}", Cancellation))[1]);
        Assert.True((await home.Objects.FindAsync(bucket, key, null, Cancellation))!.Headers.Checksums.ContainsKey(ArtifactStore.Sha256));
        Assert.Equal("in parts", await ReadAsync(home, $"runs:/{run}", "parts.bin"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_bucket_that_another_has_named_so_is_left_alone(string engine)
    {
        await using var home = await TrackingHome.CreateAsync(engine, server);
        await home.Buckets.CreateAsync("person/eve", "plants-artifacts", "rocks", Cancellation);
        var run = await home.BeginRunAsync();

        await PutAsync(home, $"0/{run}/artifacts/a", "mine");

        Assert.StartsWith("artifacts-", (await home.Artifacts.FindBucketAsync(Project, Cancellation))!.Name, StringComparison.Ordinal);
        Assert.Equal("mine", await ReadAsync(home, $"runs:/{run}", "a"));
        Assert.Equal(0, (await home.Buckets.UsageAsync((await home.Buckets.FindAsync("plants-artifacts", Cancellation))!, Cancellation)).Objects);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_is_cleared_away_is_measured_and_gone_and_all_else_stays(string engine)
    {
        await using var home = await TrackingHome.CreateAsync(engine, server);
        var (first, second) = (await home.BeginRunAsync(), await home.BeginRunAsync());
        for (var file = 0; file < 1100; file++) await PutAsync(home, $"0/{first}/artifacts/{file % 7}/{file}", "12345");
        await PutAsync(home, $"0/{second}/artifacts/kept", "12");
        var bucket = (await home.Artifacts.FindBucketAsync(Project, Cancellation))!;
        await home.Uploads.StartAsync(Actor, bucket, $"0/{first}/artifacts/unfinished", new(), null, null, Cancellation);
        string[] places = [(await home.GetAsync(first)).Run.ArtifactUri, "s3://elsewhere/x", "mlflow-artifacts:/"];
        await home.Runs.DeleteAsync(Actor, Project, first, Cancellation);

        Assert.Equal(new(1100, 5500), (await home.Removal.MeasureAsync(Project, places, Cancellation))[places[0]]);
        var freed = await home.Removal.RemoveAsync(Project, places, Cancellation);
        var again = await home.Removal.RemoveAsync(Project, places, Cancellation);

        Assert.Equal([new(1100, 5500), default, default], places.Select(place => freed[place]));
        Assert.Equal(default, again[places[0]]);
        Assert.Equal((1, 2), ((await home.Buckets.UsageAsync(bucket, Cancellation)).Objects, (await home.Buckets.UsageAsync(bucket, Cancellation)).Bytes));
        Assert.Empty((await home.Uploads.ListAsync(bucket, "", "", "", "", 10, Cancellation)).Uploads);
        Assert.Equal("12", await ReadAsync(home, $"runs:/{second}", "kept"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task An_experiment_may_choose_a_place_that_is_one(string engine)
    {
        await using var home = await TrackingHome.CreateAsync(engine, server);
        foreach (var location in new[] { "mlflow-artifacts:/a/../b", "mlflow-artifacts:/a#b", "mlflow-artifacts:/a?b", "s3://b/x?y", $"mlflow-artifacts:/0/{new string('a', 32)}/artifacts/x", "mlflow-artifacts:/" + new string('x', 300) })
            await RefusedAsync("tracking/invalid-parameter-value", () => home.Experiments.CreateAsync(Actor, Project, $"e {location}", location, [], Cancellation));

        var experiment = await home.Experiments.CreateAsync(Actor, Project, "own", "mlflow-artifacts:/teams/green", [], Cancellation);
        var run = (await home.Runs.CreateAsync(Actor, Project, new(experiment.Id), Cancellation)).Run;
        await PutAsync(home, $"teams/green/{run.Id}/artifacts/x", "x");

        Assert.Equal($"mlflow-artifacts:/teams/green/{run.Id}/artifacts", run.ArtifactUri);
        Assert.Single(await home.Files.ListAsync(Project, $"runs:/{run.Id}", Cancellation));
    }

    private static Task<StoredArtifact> PutAsync(TrackingHome home, string path, string content) =>
        home.Artifacts.PutAsync(Actor, Project, ArtifactPath.Parse(path), new MemoryStream(Encoding.UTF8.GetBytes(content)), Encoding.UTF8.GetByteCount(content), null, Cancellation);

    private static async Task<string> ReadAsync(TrackingHome home, string address, string path)
    {
        await using var content = await home.Files.OpenAsync(Project, address, path, Cancellation);
        using var reader = new StreamReader(content);
        return await reader.ReadToEndAsync(Cancellation);
    }

    private static async Task<string> PartAsync(TrackingHome home, Bucket bucket, MultipartUpload upload, string content)
    {
        var (blob, _) = await home.Objects.ReceiveAsync(bucket, new MemoryStream(Encoding.UTF8.GetBytes(content)), content.Length, Cancellation);
        using (blob) return (await home.Uploads.PutPartAsync(bucket, upload, 1, new(blob.Reference, content.Length, Convert.ToHexStringLower(new byte[16]), new Dictionary<string, string>()), Cancellation))!.ETag;
    }

    private static string Sha256(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    private static async Task RefusedAsync(string code, Func<Task> attempt) => Assert.Equal(code, (await Assert.ThrowsAsync<ProblemException>(attempt)).Problem.Code);
}
