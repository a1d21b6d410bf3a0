using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Athanor.Foundation.Telemetry;

/// <summary>What the process itself uses, read when somebody looks.</summary>
internal sealed class ProcessMetrics
{
    public ProcessMetrics(IMeterFactory meters, TimeProvider clock)
    {
        var meter = meters.Create("Athanor.Process");
        var started = clock.GetUtcNow();
        meter.CreateObservableGauge("athanor.process.resident", static () => Read(process => process.WorkingSet64), "By", "Resident memory of the server.");
        meter.CreateObservableCounter("athanor.process.cpu", static () => Read(process => process.TotalProcessorTime.TotalSeconds), "s", "Processor time the server has used.");
        meter.CreateObservableGauge("athanor.process.threads", static () => Read(process => (long)process.Threads.Count), "{thread}", "Threads of the server.");
        meter.CreateObservableGauge("athanor.process.uptime", () => (clock.GetUtcNow() - started).TotalSeconds, "s", "Time since the server started.");
        meter.CreateObservableCounter("athanor.gc.pause", static () => GC.GetTotalPauseDuration().TotalSeconds, "s", "Time the garbage collector has held the server still.");
        meter.CreateObservableGauge("athanor.gc.heap", static () => GC.GetTotalMemory(forceFullCollection: false), "By", "Managed memory in use.");
    }

    private static T Read<T>(Func<Process, T> value)
    {
        using var process = Process.GetCurrentProcess();
        return value(process);
    }
}
