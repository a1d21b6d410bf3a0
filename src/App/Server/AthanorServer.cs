using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Serialization;
using Athanor.Access;
using Athanor.Accounting;
using Athanor.App.Diagnosis;
using Athanor.App.Doors;
using Athanor.App.Joints;
using Athanor.Datasets;
using Athanor.Datasets.Checks;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Diagnosis;
using Athanor.Foundation.Journal;
using Athanor.Foundation.Problems;
using Athanor.Foundation.Settings;
using Athanor.Foundation.Telemetry;
using Athanor.Jobs;
using Athanor.Jobs.Executors.Slurm;
using Athanor.Objects;
using Athanor.Tracking;
using Athanor.WebConsole;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging.Console;

namespace Athanor.App.Server;

/// <summary>Joins the slices into one process: takes the data directory, opens the metadata, then the doors.</summary>
internal sealed class AthanorServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly IDisposable _lock;
    private readonly ServerOptions _options;
    private readonly IPEndPoint? _s3;
    private readonly DataDirectory _data;

    private AthanorServer(WebApplication app, IDisposable dataLock, RunningServer running, ServerOptions options, IPEndPoint? s3, DataDirectory data) =>
        (_app, _lock, Running, _options, _s3, _data) = (app, dataLock, running, options, s3, data);

    public RunningServer Running { get; }

    public string Url => Running.Url;

    public static AthanorServer Create(Configuration configuration, DataDirectory data, TimeProvider clock)
    {
        var options = configuration.Get<ServerOptions>();
        var s3 = options.EndpointOf("objects.listen", configuration.Get<ObjectsOptions>().Listen);
        var server = new RunningServer(Environment.ProcessId, options.Url, s3 is null ? null : options.UrlOf(s3), ProgramVersion.Text, clock.GetUtcNow());
        var dataLock = data.Take(server);
        try
        {
            if (configuration.Get<DatabaseOptions>().Url.Length == 0) data.RefuseLostMetadata();
            var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = "athanor" });
            builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, options, s3));
            if (options.UsesTls) builder.WebHost.UseKestrelHttpsConfiguration();
            ConfigureLogs(builder.Logging, configuration.Get<TelemetryOptions>());
            builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.StopTimeout);
            AddServices(builder.Services, configuration, data, server, clock);

            var app = builder.Build();
            ServerDoors.Open(app, s3?.Port);
            return new(app, dataLock, server, options, s3, data);
        }
        catch
        {
            dataLock.Dispose();
            throw;
        }
    }

    /// <summary>All routes with what they demand; for the test that walks them.</summary>
    internal IReadOnlyList<Endpoint> Endpoints => [.. ((IEndpointRouteBuilder)_app).DataSources.SelectMany(source => source.Endpoints)];

    public async Task StartAsync(CancellationToken cancellation)
    {
        await _app.Services.PrepareAccessAsync(issued => new AdminKey(issued.Key.Id, issued.Secret).Write(_data.AdminKeyFile), cancellation);
        try
        {
            await _app.StartAsync(cancellation);
        }
        catch (IOException error) when (error.InnerException is AddressInUseException)
        {
            throw new ProblemException(AddressTaken(error), error);
        }
        catch (SocketException error)
        {
            throw new ProblemException(ServerProblems.AddressUnusable(_options.Listen, error.Message), error);
        }
    }

    public async Task WaitForStopAsync(CancellationToken cancellation)
    {
        try
        {
            await _app.WaitForShutdownAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            // Requests that outlived server.stop-timeout were cut off, as it says.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _lock.Dispose();
    }

    // Only the text of the error says which of the two doors it was.
    private Problem AddressTaken(IOException error) => _s3 is { } s3 && error.Message.Contains($":{s3.Port}", StringComparison.Ordinal)
        ? ServerProblems.AddressTaken(s3.ToString(), PortHolder.Find(s3.Port), "--objects.listen")
        : ServerProblems.AddressTaken(_options.Listen, PortHolder.Find(_options.Endpoint.Port), "--server.listen");

    private static void Configure(KestrelServerOptions kestrel, ServerOptions options, IPEndPoint? s3)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = options.MaximumBody.Value;
        kestrel.Limits.RequestHeadersTimeout = options.HeaderTimeout;
        kestrel.Limits.MaxConcurrentConnections = options.MaximumConnections;
        kestrel.Listen(options.Endpoint, listener => Protect(listener, options));
        if (s3 is not null) kestrel.Listen(s3, listener => Protect(listener, options));
    }

    private static void Protect(ListenOptions listener, ServerOptions options)
    {
        if (options.UsesTls) listener.UseHttps(https => (https.ServerCertificate, https.ServerCertificateChain) = LoadCertificates(options));
    }

    private static (X509Certificate2 Certificate, X509Certificate2Collection Chain) LoadCertificates(ServerOptions options)
    {
        try
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(options.TlsCertificate);
            return (X509Certificate2.CreateFromPemFile(options.TlsCertificate, options.TlsKey), chain);
        }
        catch (Exception error) when (error is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(ServerProblems.BadCertificate(error.Message), error);
        }
    }

    private static void ConfigureLogs(ILoggingBuilder logs, TelemetryOptions options)
    {
        logs.SetMinimumLevel(Enum.Parse<LogLevel>(options.LogLevel, ignoreCase: true));
        logs.AddFilter("Microsoft", LogLevel.Warning);
        logs.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error);
        logs.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);      // a start that fails is told by the command, once
        logs.AddJsonConsole(json => (json.TimestampFormat, json.UseUtcTimestamp) = ("O", true));
        logs.AddConsoleFormatter<LogLineFormatter, ConsoleFormatterOptions>();
        logs.ClearProviders();      // the formatters stay; the writer is ours
        logs.Services.AddSingleton<ILoggerProvider>(services => new LogWriter(
            services.GetServices<ConsoleFormatter>().Single(formatter => formatter.Name == (options.LogFormat == "json" ? ConsoleFormatterNames.Json : LogLineFormatter.FormatName)),
            Console.OpenStandardError()));
    }

    private static void AddServices(IServiceCollection services, Configuration configuration, DataDirectory data, RunningServer server, TimeProvider clock)
    {
        services.AddRoutingCore();
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
            json.SerializerOptions.Converters.Add(new SubjectJsonConverter());
            json.SerializerOptions.AllowDuplicateProperties = false;
        });
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddOpenApi("v1", ApiDescription.Configure);
        services
            .AddSingleton(clock)
            .AddSingleton(configuration)
            .AddSingleton(configuration.Get<ServerOptions>())
            .AddSingleton(data)
            .AddSingleton(server)
            .AddTelemetry(configuration.Get<TelemetryOptions>(), server.Version)
            .AddSingleton<IDatabase>(_ => DatabaseOpener.Open(configuration.Get<DatabaseOptions>(), data.Path, Slices.Migrations, clock))
            .AddSingleton<JournalReader>()
            .AddSingleton<JournalFeed>()
            .AddSingleton<ISystemExaminer, Doctor>()
            .AddSingleton<ServerState>()
            .AddHostedService<JournalAnchor>()
            .AddAccess(configuration.Get<AccessOptions>(), data.Secrets)
            .AddObjects(configuration.Get<ObjectsOptions>(), data.Objects)
            .AddDatasets(configuration.Get<DatasetsOptions>(), CheckLimits.Default with { Sql = OwnProgram.Queries })
            .AddSingleton<IJobInputs, JobInputs>()
            .AddJobs(configuration.Get<JobsOptions>(), configuration.Get<SlurmOptions>(), data.Jobs, OwnProgram.Command, new(server.Url, server.S3Url, configuration.Get<ObjectsOptions>().Region))
            .AddTracking(configuration.Get<TrackingOptions>())
            .AddAccounting(configuration.Get<AccountingOptions>())
            .AddWebConsole(new(server.Version, data.Path, server.StartedAt));
    }
}
