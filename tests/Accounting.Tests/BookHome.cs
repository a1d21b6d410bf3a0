using System.Diagnostics.Metrics;
using Athanor.Access;
using Athanor.Access.Authorization;
using Athanor.Accounting.Keeping;
using Athanor.Accounting.Model;
using Athanor.Conformance;
using Athanor.Conformance.Databases;
using Athanor.Conformance.Engines;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Databases.Migrations;
using Athanor.Foundation.Units;
using Athanor.Foundation.Usage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Athanor.Accounting;

/// <summary>The books over a real database; the server may be killed and started again over the same one.</summary>
internal sealed class BookHome : IAsyncDisposable
{
    private static readonly IReadOnlyList<Migration> Tables = [.. Migration.Of("foundation", typeof(IDatabase).Assembly), .. AccountingSlice.Migrations];

    private readonly DatabaseHome _home;
    private readonly Database _database;
    private ServiceProvider _services;

    private BookHome(DatabaseHome home)
    {
        _home = home;
        _database = home.Open(Tables);
        _services = Start();
    }

    public static TheoryData<string> Engines => new("SQLite", "PostgreSQL");

    public static Caller Boss { get; } = new("boss", PrincipalKind.Person, null, new Dictionary<string, Role> { [""] = Role.Viewer });
    public static Caller Ada { get; } = new("ada", PrincipalKind.Person, null, new Dictionary<string, Role> { ["plants"] = Role.Viewer });

    public ManualClock Clock { get; } = new();
    public ScriptedMachines Machines { get; } = new();
    public CostBooks Books => _services.GetRequiredService<CostBooks>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<BookHome> CreateAsync(string engine, PostgresFixture server) => new(engine == "SQLite" ? new SqliteHome() : await PostgresHome.CreateAsync(server));

    public static ResourceAmounts Amounts(double cpus, double gibibytes = 0, int gpus = 0) => new(new Cpus((long)(cpus * 1000)), new Bytes((long)(gibibytes * (1L << 30))), gpus == 0 ? [] : [new("gpu", "h100", gpus)]);

    public Task RecordAsync(UsageEntry entry) => _database.WriteAsync(session => _services.GetRequiredService<IUsageSink>().Record(session, entry), Cancellation);

    /// <summary>What the server does once a minute.</summary>
    public Task LookAsync() => _services.GetRequiredService<CapacityKeeper>().LookAsync(_database, Machines.ListMachines(), Clock.GetUtcNow(), Cancellation);

    /// <summary>As a kill and a new start: what was only in memory is gone.</summary>
    public async Task RestartAsync()
    {
        await _services.DisposeAsync();
        _services = Start();
    }

    public Task<long> CountCapacityAsync() => _database.ReadAsync(session => session.Count($"SELECT COUNT(*) FROM usage_capacity"), Cancellation);

    public IMeterFactory Meters => _services.GetRequiredService<IMeterFactory>();

    /// <summary>The service that looks by itself.</summary>
    public IHostedService Heartbeat => _services.GetServices<IHostedService>().Single(service => service is Heartbeat);

    public Task<CostReport> AskAsync(DateTimeOffset from, DateTimeOffset until, CostGrouping by = CostGrouping.Project, Caller? caller = null, string? project = null) =>
        Books.AskAsync(caller ?? Boss, new(from, until, by) { Project = project }, Cancellation);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _home.DisposeAsync();
    }

    private ServiceProvider Start() => new ServiceCollection()
        .AddLogging()
        .AddMetrics()
        .AddSingleton<TimeProvider>(Clock)
        .AddSingleton<IDatabase>(_database)
        .AddSingleton<IUsageSource>(Machines)
        .AddAccounting(new() { PricePerCpuHour = 1, PricePerMemoryGibHour = 0.5, PricePerAcceleratorHour = 3, AcceleratorPrices = "h100=10", PricePerKilowattHour = 0.25 })
        .BuildServiceProvider();
}
