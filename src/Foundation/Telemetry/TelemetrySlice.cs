using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Athanor.Foundation.Telemetry;

public static class TelemetrySlice
{
    public static IServiceCollection AddTelemetry(this IServiceCollection services, TelemetryOptions options, string version)
    {
        services
            .AddMetrics()
            .AddSingleton<MetricsRegistry>()
            .AddSingleton<RequestWindow>()
            .AddSingleton<ActivityHistory>()
            .AddSingleton<ProcessMetrics>()
            .AddHostedService<ActivitySampler>();
        return options.OtlpEndpoint.Length > 0 ? services.AddHostedService(_ => new OtlpExport(options, version)) : services;
    }

    /// <summary>First of all middleware of a door, which it names in logs and metrics.</summary>
    public static IApplicationBuilder UseRequestTelemetry(this IApplicationBuilder app, string door)
    {
        // Instruments appear when they are made; the listener must be there before them.
        app.ApplicationServices.GetRequiredService<MetricsRegistry>();
        app.ApplicationServices.GetRequiredService<ProcessMetrics>();
        return app.UseMiddleware<RequestTelemetry>(door);
    }
}
