using System.Globalization;

namespace Athanor.Compute.Inventory;

/// <summary>Reads how busy some accelerators are.</summary>
public sealed class AcceleratorMeter : IDisposable
{
    private readonly INvml _nvml;
    private readonly IReadOnlyList<nint?> _devices;

    internal AcceleratorMeter(INvml nvml, IReadOnlyList<string> devices)
    {
        _nvml = nvml;
        _devices = [.. devices.Select(device => int.TryParse(device, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? nvml.DeviceAt(index) : nvml.DeviceOf(device))];
    }

    /// <summary>For accelerators by their identifiers or indexes, in this order; null where there is no library to ask.</summary>
    public static AcceleratorMeter? TryOpen(IReadOnlyList<string> devices) => Nvml.TryOpen() is { } nvml ? new(nvml, devices) : null;

    /// <summary>One for each accelerator; all zero for one that is unknown, and zero for what one cannot tell, as a part of an accelerator cannot tell its power.</summary>
    public IReadOnlyList<AcceleratorReading> Read() => [.. _devices.Select(device => device is { } known ? Read(known) : new(0, default, 0))];

    public void Dispose() => _nvml.Dispose();

    private AcceleratorReading Read(nint device) =>
        new((_nvml.UtilisationOf(device) ?? 0) / 100.0, new(_nvml.MemoryOf(device)?.Used ?? 0), (_nvml.PowerMilliwattsOf(device) ?? 0) / 1000.0);
}
