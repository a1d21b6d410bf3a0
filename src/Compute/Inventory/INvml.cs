namespace Athanor.Compute.Inventory;

/// <summary>What we ask of NVIDIA's management library. What a device cannot tell is null.</summary>
internal interface INvml : IDisposable
{
    int Count { get; }

    nint? DeviceAt(int index);

    /// <summary>By <c>GPU-…</c> or <c>MIG-…</c>.</summary>
    nint? DeviceOf(string identifier);

    string? IdentifierOf(nint device);

    string? NameOf(nint device);

    string? PciAddressOf(nint device);

    /// <summary>Total and used, in bytes.</summary>
    (long Total, long Used)? MemoryOf(nint device);

    long? PowerLimitMilliwattsOf(nint device);

    long? PowerMilliwattsOf(nint device);

    /// <summary>How much of the last moments it was busy, in per cent.</summary>
    int? UtilisationOf(nint device);
}
