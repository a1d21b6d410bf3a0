using System.Security.Cryptography;
using System.Text;
using Athanor.Conformance.Engines;

namespace Athanor.Tracking.Registry;

public sealed class SigningTests(PostgresFixture server)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Engines => RegistryHome.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task Whatever_is_done_to_the_files_is_found(string engine)
    {
        await using var home = await RegistryHome.CreateAsync(engine, server);
        var place = $"{(await home.RunAsync()).ArtifactUri}/model";
        foreach (var name in new[] { "a", "b", "c" }) home.Files[$"{place}/{name}"] = name;
        var version = await home.RegisterAsync(place);
        Assert.True((await home.VersionFiles.VerifyAsync(version, Cancellation)).IsWhole);

        home.Files[$"{place}/a"] = "A";
        home.Files.Remove($"{place}/b");
        home.Files[$"{place}/d"] = "d";

        var verdict = await home.VersionFiles.VerifyAsync(version, Cancellation);
        Assert.Equal([new("a", "changed"), new("b", "missing"), new("d", "added")], verdict.Findings);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_manifest_that_was_altered_or_exchanged_is_found(string engine)
    {
        await using var home = await RegistryHome.CreateAsync(engine, server);
        var (first, second) = (await home.RegisterAsync(), await home.RegisterAsync());

        await home.Database.WriteAsync(session => session.Execute($"UPDATE model_manifests SET manifest = manifest || ' ' WHERE version = {first.Key}"), Cancellation);
        var altered = await home.VersionFiles.VerifyAsync(first, Cancellation);
        await home.Database.WriteAsync(
            session => session.Execute($"UPDATE model_manifests SET manifest = (SELECT o.manifest FROM model_manifests o WHERE o.version = {second.Key}), signature = (SELECT o.signature FROM model_manifests o WHERE o.version = {second.Key}) WHERE version = {first.Key}"),
            Cancellation);
        var exchanged = await home.VersionFiles.VerifyAsync(first, Cancellation);

        Assert.Equal("the signature is not the server's", Assert.Single(altered.Findings).What);
        Assert.Equal("the manifest was signed for something else", Assert.Single(exchanged.Findings).What);
    }

    [Fact]
    public async Task Anybody_can_check_a_signature_with_the_public_key_alone()
    {
        await using var home = await RegistryHome.CreateAsync("SQLite", server);
        var signed = (await home.VersionFiles.FindManifestAsync(await home.RegisterAsync(), Cancellation))!;
        var (key, publicKey) = await home.VersionFiles.GetPublicKeyAsync(Cancellation);
        using var checker = ECDsa.Create();

        checker.ImportFromPem(publicKey);

        Assert.Equal(key, signed.Key);
        Assert.True(checker.VerifyData(Encoding.UTF8.GetBytes(signed.Text), signed.Signature, HashAlgorithmName.SHA256));
        Assert.False(checker.VerifyData(Encoding.UTF8.GetBytes(signed.Text + " "), signed.Signature, HashAlgorithmName.SHA256));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task The_Journal_knows_what_a_version_came_from(string engine)
    {
        await using var home = await RegistryHome.CreateAsync(engine, server);
        var commit = new string('a', 64);
        var run = await home.RunAsync(tags: [new("mlflow.source.git.commit", "abc123"), new("athanor.job", "17")]);
        await home.Log.LogInputsAsync(RegistryHome.Project, run.Id, [new("oaks", "d1", "local", "{}"), new("leaves", "d2", "athanor", $"{{\"uri\": \"leaves@{commit}\"}}")], Cancellation);
        home.Files[$"{run.ArtifactUri}/model/requirements.txt"] = "numpy";

        var version = await home.RegisterAsync($"{run.ArtifactUri}/model");

        var fact = Assert.Single(await home.ListFactsAsync("model-version.created"));
        foreach (var parent in new[] { "registered-model/plants/leaves", $"run/{run.Id}", "job/17", "source-commit/abc123", "dataset-input/oaks/d1", $"commit/leaves/{commit}" }) Assert.Contains($"\"{parent}\"", fact, StringComparison.Ordinal);
        var lineage = await home.Versions.GetLineageAsync(version, Cancellation);
        Assert.Equal((run.Id, "17", "abc123", 2), (lineage.Run, lineage.Job, lineage.SourceCommit, lineage.Inputs.Count));
        Assert.Equal("requirements.txt", Assert.Single(lineage.Environment).Path);
    }
}
