namespace Athanor.Compute.Inventory;

/// <summary>Lists the accelerators of this machine.</summary>
internal static class Accelerators
{
    private const string Gpu = "gpu";

    /// <summary>Those of NVIDIA, where their library is.</summary>
    public static IReadOnlyList<Accelerator> Read()
    {
        using var nvml = Nvml.TryOpen();
        return nvml is null ? [] : Read(nvml);
    }

    /// <summary>One that is lost, so that it cannot even tell who it is, is left out.</summary>
    public static IReadOnlyList<Accelerator> Read(INvml nvml) =>
    [
        .. from index in Enumerable.Range(0, nvml.Count)
           let device = nvml.DeviceAt(index)
           where device is not null
           let identifier = nvml.IdentifierOf(device.Value)
           where identifier is not null
           select new Accelerator(identifier, Gpu, index, nvml.NameOf(device.Value) ?? "unknown", new(nvml.MemoryOf(device.Value)?.Total ?? 0))
           {
               PciAddress = nvml.PciAddressOf(device.Value),
               PowerLimitWatts = nvml.PowerLimitMilliwattsOf(device.Value) / 1000.0,
           },
    ];
}
