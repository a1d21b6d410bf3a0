using Athanor.Access;
using Athanor.Access.Authorization;
using Athanor.Conformance;
using Athanor.Conformance.Databases;
using Athanor.Conformance.Engines;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Databases.Migrations;
using Athanor.Tracking.Artifacts;
using Athanor.Tracking.Model;
using Athanor.Tracking.Registry.Model;
using Athanor.Tracking.Registry.Signing;
using Microsoft.Extensions.DependencyInjection;

namespace Athanor.Tracking.Registry;

/// <summary>The registry over a real database, with files in memory.</summary>
internal sealed class RegistryHome : IAsyncDisposable
{
    public const string Project = "plants";
    public const string Actor = "person/ada";

    private static readonly IReadOnlyList<Migration> Tables = [.. Migration.Of("foundation", typeof(IDatabase).Assembly), .. TrackingSlice.Migrations];

    private readonly DatabaseHome _home;
    private readonly ServiceProvider _services;

    private RegistryHome(DatabaseHome home)
    {
        _home = home;
        _services = new ServiceCollection().AddMetrics().AddSingleton<TimeProvider>(Clock).AddSingleton<IDatabase>(home.Open(Tables)).AddTracking(new())
            .AddSingleton<IArtifactFiles>(Files).AddSingleton(new ModelSigner(_ => Task.FromResult(Enumerable.Range(1, 32).Select(index => (byte)index).ToArray()))).BuildServiceProvider();
    }

    public static TheoryData<string> Engines => new("SQLite", "PostgreSQL");

    public ManualClock Clock { get; } = new();
    public ScriptedArtifacts Files { get; } = new();
    public ScriptedBuckets Buckets { get; init; } = new();
    public IDatabase Database => _services.GetRequiredService<IDatabase>();
    public ModelRegistry Models => _services.GetRequiredService<ModelRegistry>();
    public ModelVersions Versions => _services.GetRequiredService<ModelVersions>();
    public ModelFiles VersionFiles => _services.GetRequiredService<ModelFiles>();
    public ModelPromotion Promotion => _services.GetRequiredService<ModelPromotion>();
    public ModelGates Gates => _services.GetRequiredService<ModelGates>();
    public RunLog Log => _services.GetRequiredService<RunLog>();
    public RunBook Runs => _services.GetRequiredService<RunBook>();
    public ExperimentBook Experiments => _services.GetRequiredService<ExperimentBook>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<RegistryHome> CreateAsync(string engine, PostgresFixture server, params (string Project, string Prefix)[] openBuckets)
    {
        var home = new RegistryHome(engine == "SQLite" ? new SqliteHome() : await PostgresHome.CreateAsync(server)) { Buckets = new(openBuckets) };
        foreach (var project in new[] { Project, "rocks" }) await home.Experiments.BeginAsync(project, Cancellation);
        await home.Models.CreateAsync(Actor, Project, "leaves", null, [], Cancellation);
        return home;
    }

    public static Caller CallerOf(string name, Role role) => new(name, PrincipalKind.Person, null, new Dictionary<string, Role> { [Project] = role });

    public async Task<Run> RunAsync(double? accuracy = null, string project = Project, params NamedText[] tags)
    {
        var run = (await Runs.CreateAsync(Actor, project, new("0") { Tags = tags }, Cancellation)).Run;
        if (accuracy is { } value) await Log.LogAsync(project, run.Id, new() { Metrics = [new("accuracy", new(0, 1, value))] }, Cancellation);
        return run;
    }

    /// <summary>A version of leaves by a run of its own, with one file.</summary>
    public async Task<ModelVersion> RegisterAsync(double? accuracy = null, params NamedText[] tags)
    {
        var source = $"{(await RunAsync(accuracy)).ArtifactUri}/model";
        Files[$"{source}/weights.bin"] = $"weights of {source}";
        return await RegisterAsync(source, tags: tags);
    }

    public Task<ModelVersion> RegisterAsync(string source, string? run = null, string project = Project, params NamedText[] tags) =>
        Versions.CreateAsync(Actor, project, new("leaves", source) { Run = run, Tags = tags }, Buckets, Cancellation);

    public Task PromoteAsync(long version, string alias = "champion") => Promotion.SetAliasAsync(Actor, Project, "leaves", alias, $"{version}", "better", Cancellation);

    public async Task<long> FindAsync(string alias = "champion") => (await Promotion.FindByAliasAsync(Project, "leaves", alias, Cancellation)).Number;

    public async Task<List<string>> ListFactsAsync(string verb) => await Database.ReadAsync(
        session => session.Query($"SELECT subject, parents, details FROM journal WHERE verb = {verb} ORDER BY sequence", row => $"{row.Text(0)} {row.Text(1)} {row.Text(2)}"), Cancellation);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _home.DisposeAsync();
    }
}
