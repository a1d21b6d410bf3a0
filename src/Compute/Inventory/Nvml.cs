using System.Runtime.InteropServices;

namespace Athanor.Compute.Inventory;

/// <summary>NVIDIA's management library, as the driver installs it. See https://docs.nvidia.com/deploy/nvml-api/.</summary>
internal sealed unsafe partial class Nvml : INvml
{
    private const string Library = "libnvidia-ml.so.1";
    private const int TextSize = 96;
    private const int PciSize = 128, PciAddressOffset = 36;

    private Nvml()
    {
    }

    public int Count
    {
        get
        {
            uint count;
            return GetCount(&count) == 0 ? (int)count : 0;
        }
    }

    /// <summary>Null where there is no such library, or no driver behind it.</summary>
    public static Nvml? TryOpen()
    {
        if (!NativeLibrary.TryLoad(Library, out _)) return null;
        return Initialize() == 0 ? new() : null;
    }

    public nint? DeviceAt(int index)
    {
        nint device;
        return GetByIndex((uint)index, &device) == 0 ? device : null;
    }

    public nint? DeviceOf(string identifier)
    {
        nint device;
        return GetByIdentifier(identifier, &device) == 0 ? device : null;
    }

    public string? IdentifierOf(nint device)
    {
        var text = stackalloc byte[TextSize];
        return GetIdentifier(device, text, TextSize) == 0 ? Marshal.PtrToStringUTF8((nint)text) : null;
    }

    public string? NameOf(nint device)
    {
        var text = stackalloc byte[TextSize];
        return GetName(device, text, TextSize) == 0 ? Marshal.PtrToStringUTF8((nint)text) : null;
    }

    public string? PciAddressOf(nint device)
    {
        var information = stackalloc byte[PciSize];
        return GetPci(device, information) == 0 ? Marshal.PtrToStringUTF8((nint)(information + PciAddressOffset)) : null;
    }

    public (long Total, long Used)? MemoryOf(nint device)
    {
        var sizes = stackalloc ulong[3];    // total, free, used
        return GetMemory(device, sizes) == 0 ? ((long)sizes[0], (long)sizes[2]) : null;
    }

    public long? PowerLimitMilliwattsOf(nint device)
    {
        uint milliwatts;
        return GetPowerLimit(device, &milliwatts) == 0 ? milliwatts : null;
    }

    public long? PowerMilliwattsOf(nint device)
    {
        uint milliwatts;
        return GetPower(device, &milliwatts) == 0 ? milliwatts : null;
    }

    public int? UtilisationOf(nint device)
    {
        var rates = stackalloc uint[2];     // of its processors, of its memory
        return GetUtilisation(device, rates) == 0 ? (int)rates[0] : null;
    }

    public void Dispose() => _ = Shutdown();

    [LibraryImport(Library, EntryPoint = "nvmlInit_v2")]
    private static partial int Initialize();

    [LibraryImport(Library, EntryPoint = "nvmlShutdown")]
    private static partial int Shutdown();

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetCount_v2")]
    private static partial int GetCount(uint* count);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetHandleByIndex_v2")]
    private static partial int GetByIndex(uint index, nint* device);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetHandleByUUID", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int GetByIdentifier(string identifier, nint* device);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetUUID")]
    private static partial int GetIdentifier(nint device, byte* text, uint length);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetName")]
    private static partial int GetName(nint device, byte* text, uint length);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetPciInfo_v3")]
    private static partial int GetPci(nint device, byte* information);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetMemoryInfo")]
    private static partial int GetMemory(nint device, ulong* sizes);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetEnforcedPowerLimit")]
    private static partial int GetPowerLimit(nint device, uint* milliwatts);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetPowerUsage")]
    private static partial int GetPower(nint device, uint* milliwatts);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetUtilizationRates")]
    private static partial int GetUtilisation(nint device, uint* rates);
}
