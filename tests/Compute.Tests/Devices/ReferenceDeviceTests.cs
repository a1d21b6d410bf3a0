using Athanor.Compute.Devices;
using Athanor.Compute.Devices.Reference;

namespace Athanor.Compute.Tests.Devices;

public sealed class ReferenceDeviceTests : DeviceConformance
{
    protected override IDevice Create(int threads) => new ReferenceDevice();
}
