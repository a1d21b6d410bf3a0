using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Serialization;
using Athanor.Access;
using Athanor.App.Diagnosis;
using Athanor.App.Doors;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Diagnosis;
using Athanor.Foundation.Journal;
using Athanor.Foundation.Problems;
using Athanor.Foundation.Settings;
using Athanor.Foundation.Telemetry;
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
    private readonly DataDirectory _data;

    private AthanorServer(WebApplication app, IDisposable dataLock, ServerOptions options, DataDirectory data) => (_app, _lock, _options, _data) = (app, dataLock, options, data);

    public string Url => _options.Url;

    public static AthanorServer Create(Configuration configuration, DataDirectory data, TimeProvider clock)
    {
        var options = configuration.Get<ServerOptions>();
        var server = new RunningServer(Environment.ProcessId, options.Url, ProgramVersion.Text, clock.GetUtcNow());
        var dataLock = data.Take(server);
        try
        {
            var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = "athanor" });
            builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, options));
            if (options.UsesTls) builder.WebHost.UseKestrelHttpsConfiguration();
            ConfigureLogs(builder.Logging, configuration.Get<TelemetryOptions>());
            builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.StopTimeout);
            AddServices(builder.Services, configuration, data, server, clock);

            var app = builder.Build();
            MainDoor.Open(app);
            return new(app, dataLock, options, data);
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
            throw new ProblemException(ServerProblems.AddressTaken(_options.Listen, PortHolder.Find(_options.Endpoint.Port)), error);
        }
        catch (SocketException error)
        {
            throw new ProblemException(ServerProblems.AddressUnusable(_options.Listen, error.Message), error);
        }
    }

    public Task WaitForStopAsync(CancellationToken cancellation) => _app.WaitForShutdownAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _lock.Dispose();
    }

    private static void Configure(KestrelServerOptions kestrel, ServerOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = options.MaximumBody.Value;
        kestrel.Limits.RequestHeadersTimeout = options.HeaderTimeout;
        kestrel.Limits.MaxConcurrentConnections = options.MaximumConnections;
        kestrel.Listen(options.Endpoint, listener =>
        {
            if (options.UsesTls) listener.UseHttps(LoadCertificate(options));
        });
    }

    private static X509Certificate2 LoadCertificate(ServerOptions options)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(options.TlsCertificate, options.TlsKey);
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
        logs.AddConsoleFormatter<LogLineFormatter, ConsoleFormatterOptions>();
        if (options.LogFormat == "json") logs.AddJsonConsole(console => (console.TimestampFormat, console.UseUtcTimestamp) = ("O", true));
        else logs.AddConsole(console => console.FormatterName = LogLineFormatter.FormatName);
        logs.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }

    private static void AddServices(IServiceCollection services, Configuration configuration, DataDirectory data, RunningServer server, TimeProvider clock)
    {
        services.AddRoutingCore();
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
            json.SerializerOptions.Converters.Add(new SubjectJsonConverter());
        });
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
            .AddSingleton<ISystemExaminer, Doctor>()
            .AddSingleton<ServerState>()
            .AddHostedService<JournalAnchor>()
            .AddAccess(configuration.Get<AccessOptions>(), data.Secrets)
            .AddWebConsole(new(server.Version, data.Path, server.StartedAt));
    }
}
