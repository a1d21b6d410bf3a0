using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Athanor.Foundation.Telemetry;

/// <summary>Sends traces and metrics to a collector over OTLP/HTTP; nothing of OpenTelemetry is loaded where none is set.</summary>
internal sealed class OtlpExport(TelemetryOptions options, string version) : IHostedService, IDisposable
{
    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var resource = ResourceBuilder.CreateEmpty().AddService("athanor", serviceVersion: version);
        _traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource(RequestTelemetry.Source.Name)
            .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(double.Parse(options.TraceShare))))
            .AddOtlpExporter(exporter => Point(exporter, "v1/traces"))
            .Build();
        _metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter($"{MetricsRegistry.MeterPrefix}*")
            .AddOtlpExporter(exporter => Point(exporter, "v1/metrics"))
            .Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }

    private void Point(OtlpExporterOptions exporter, string signal)
    {
        exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
        exporter.Endpoint = new Uri($"{options.OtlpEndpoint.TrimEnd('/')}/{signal}");
    }
}
