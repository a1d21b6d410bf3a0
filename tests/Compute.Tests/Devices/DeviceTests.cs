namespace Athanor.Compute.Tests.Devices;

/// <summary>Tests that count memory of the whole process run with nothing beside them.</summary>
[CollectionDefinition(Alone, DisableParallelization = true)]
public sealed class DeviceTests
{
    public const string Alone = "Devices";
}
