using Athanor.Foundation.Settings;

namespace Athanor.Foundation.Telemetry;

[Section("telemetry")]
public sealed class TelemetryOptions : ICheckedOptions
{
    [Setting("Address of an OpenTelemetry collector (OTLP over HTTP, such as http://127.0.0.1:4318) that receives traces and metrics. Empty: none are sent.")]
    public string OtlpEndpoint { get; init; } = "";

    [Setting("Share of requests that are traced, from 0 to 1, when a collector is set.")]
    public string TraceShare { get; init; } = "1";

    [Setting("Least severe log lines that are written.", OneOf = ["trace", "debug", "information", "warning", "error"])]
    public string LogLevel { get; init; } = "information";

    [Setting("Form of log lines: text for people, json for programs.", OneOf = ["text", "json"])]
    public string LogFormat { get; init; } = "text";

    public IEnumerable<string> FindFaults()
    {
        if (OtlpEndpoint.Length > 0 && !(Uri.TryCreate(OtlpEndpoint, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
            yield return $"telemetry.otlp-endpoint: '{OtlpEndpoint}' is not an http or https address";
        if (!double.TryParse(TraceShare, out var share) || share is < 0 or > 1) yield return $"telemetry.trace-share: '{TraceShare}' is not a number from 0 to 1";
    }
}
