using Athanor.Conformance;
using Athanor.Conformance.Databases;
using Athanor.Conformance.Engines;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Databases.Migrations;
using Athanor.Objects;
using Athanor.Objects.Usage;
using Athanor.Tracking.Artifacts;
using Athanor.Tracking.Clearing;
using Athanor.Tracking.LoggedModels;
using Athanor.Tracking.Model;
using Microsoft.Extensions.DependencyInjection;

namespace Athanor.Tracking;

/// <summary>Experiments and runs over a real database.</summary>
internal sealed class TrackingHome : IAsyncDisposable
{
    public const string Project = "plants";
    public const string Actor = "person/ada";

    private static readonly IReadOnlyList<Migration> Tables = [.. Migration.Of("foundation", typeof(IDatabase).Assembly), .. ObjectsSlice.Migrations, .. TrackingSlice.Migrations];

    private readonly TemporaryFolder _folder = new();
    private readonly DatabaseHome _home;
    private readonly ServiceProvider _services;

    private TrackingHome(DatabaseHome home)
    {
        _home = home;
        _services = new ServiceCollection()
            .AddLogging()
            .AddMetrics()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton<IDatabase>(home.Open(Tables))
            .AddObjects(new(), _folder.File("objects"))
            .AddTracking(new())
            .BuildServiceProvider();
    }

    public static TheoryData<string> Engines => new("SQLite", "PostgreSQL");

    public ManualClock Clock { get; } = new();
    public System.Diagnostics.Metrics.IMeterFactory Meters => _services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>();
    public IDatabase Database => _services.GetRequiredService<IDatabase>();
    public ExperimentBook Experiments => _services.GetRequiredService<ExperimentBook>();
    public RunBook Runs => _services.GetRequiredService<RunBook>();
    public RunLog Log => _services.GetRequiredService<RunLog>();
    public MetricHistory History => _services.GetRequiredService<MetricHistory>();

    public ObjectStore Objects => _services.GetRequiredService<ObjectStore>();
    public BucketDirectory Buckets => _services.GetRequiredService<BucketDirectory>();
    public MultipartUploads Uploads => _services.GetRequiredService<MultipartUploads>();
    public Quotas Quotas => _services.GetRequiredService<Quotas>();
    public ArtifactStore Artifacts => _services.GetRequiredService<ArtifactStore>();
    public ArtifactRemoval Removal => _services.GetRequiredService<ArtifactRemoval>();
    public IArtifactFiles Files => _services.GetRequiredService<IArtifactFiles>();
    public LoggedModelBook Models => _services.GetRequiredService<LoggedModelBook>();
    public Clearance Clearance => _services.GetRequiredService<Clearance>();
    public RunModels RunModels => _services.GetRequiredService<RunModels>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<TrackingHome> CreateAsync(string engine, PostgresFixture server)
    {
        var home = new TrackingHome(engine == "SQLite" ? new SqliteHome() : await PostgresHome.CreateAsync(server));
        await home.Experiments.BeginAsync(Project, Cancellation);
        return home;
    }

    public async Task<string> BeginRunAsync(string? name = null, long start = 0, string project = Project, params NamedText[] tags) =>
        (await Runs.CreateAsync(Actor, project, new("0") { Name = name, StartTime = start, Tags = tags }, Cancellation)).Run.Id;

    public Task LogAsync(string run, string key, params MetricPoint[] points) =>
        Log.LogAsync(Project, run, new() { Metrics = [.. points.Select(point => new LoggedMetric(key, point))] }, Cancellation);

    public Task LogParamAsync(string run, string key, string value) => Log.LogAsync(Project, run, new() { Params = [new(key, value)] }, Cancellation);

    public Task<RunData> GetAsync(string run) => Runs.GetAsync(Project, run, Cancellation);

    /// <summary>All points, page by page.</summary>
    public async Task<List<MetricPoint>> ReadHistoryAsync(string run, string key, int pageSize = MetricHistory.LargestPage)
    {
        var points = new List<MetricPoint>();
        for (HistoryPlace? place = default(HistoryPlace); place is { } from;)
        {
            var page = await History.ReadAsync(Project, run, key, from, pageSize, Cancellation);
            points.AddRange(page.Points);
            place = page.Next;
        }
        return points;
    }

    /// <summary>The names of what is found, page by page.</summary>
    public async Task<List<string>> SearchAsync(string filter = "", int pageSize = 1000, LifecycleView view = LifecycleView.ActiveOnly, params string[] orderBy)
    {
        var names = new List<string>();
        string? token = null;
        do
        {
            var page = await Runs.SearchAsync(Project, new(["0"]) { Filter = filter, OrderBy = orderBy, Limit = pageSize, PageToken = token, View = view }, Cancellation);
            Assert.True(page.Items.Count <= pageSize);
            names.AddRange((await Runs.LoadAsync(page.Items, Cancellation)).Select(run => run.Run.Name));
            token = page.Next;
        }
        while (token is not null);
        return names;
    }

    public async Task<List<string>> ListVerbsAsync() =>
        await Database.ReadAsync(session => session.Query($"SELECT verb FROM journal ORDER BY sequence", row => row.Text(0)), Cancellation);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _home.DisposeAsync();
        _folder.Dispose();
    }
}
