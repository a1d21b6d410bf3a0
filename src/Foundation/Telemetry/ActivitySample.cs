using System.Text.Json.Serialization;
using Athanor.Foundation.Units;

namespace Athanor.Foundation.Telemetry;

/// <summary>What the server did in one interval of a few seconds.</summary>
public sealed record ActivitySample(
    DateTimeOffset Time, double RequestsPerSecond, double FailuresPerSecond, double MedianMilliseconds, double SlowestPercentMilliseconds, [property: JsonPropertyName("residentBytes")] Bytes ResidentMemory);
