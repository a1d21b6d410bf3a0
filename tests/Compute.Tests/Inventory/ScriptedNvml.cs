using Athanor.Compute.Inventory;

namespace Athanor.Compute.Tests.Inventory;

/// <summary>A driver that answers as it is told; what it is not told of, it does not know.</summary>
internal sealed class ScriptedNvml : INvml
{
    public List<ScriptedDevice> Devices { get; } = [];

    public bool IsDisposed { get; private set; }

    public int Count => Devices.Count;

    public nint? DeviceAt(int index) => index < Count ? index + 1 : null;

    public nint? DeviceOf(string identifier) => Devices.FindIndex(device => device.Identifier == identifier) is >= 0 and var index ? index + 1 : null;

    public string? IdentifierOf(nint device) => At(device).Identifier;

    public string? NameOf(nint device) => At(device).Name;

    public string? PciAddressOf(nint device) => At(device).PciAddress;

    public (long Total, long Used)? MemoryOf(nint device) => At(device).Memory;

    public long? PowerLimitMilliwattsOf(nint device) => At(device).PowerLimitMilliwatts;

    public long? PowerMilliwattsOf(nint device) => At(device).PowerMilliwatts;

    public int? UtilisationOf(nint device) => At(device).Utilisation;

    public void Dispose() => IsDisposed = true;

    private ScriptedDevice At(nint device) => Devices[(int)device - 1];
}

internal sealed record ScriptedDevice(string? Identifier)
{
    public string? Name { get; init; }
    public string? PciAddress { get; init; }
    public (long Total, long Used)? Memory { get; init; }
    public long? PowerLimitMilliwatts { get; init; }
    public long? PowerMilliwatts { get; init; }
    public int? Utilisation { get; init; }
}
