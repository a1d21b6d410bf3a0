using Athanor.Compute.Inventory;
using Athanor.Foundation.Units;

namespace Athanor.Compute.Tests.Inventory;

public sealed class AcceleratorTests
{
    private static readonly ScriptedDevice Busy = new("GPU-a") { Name = "NVIDIA H200", PciAddress = "00000000:17:00.0", Memory = (150_754_820_096, 1000), PowerLimitMilliwatts = 700_000, PowerMilliwatts = 512_345, Utilisation = 87 };

    [Fact]
    public void Accelerators_are_listed_with_what_they_tell()
    {
        using var nvml = new ScriptedNvml { Devices = { Busy } };

        var accelerator = Assert.Single(Accelerators.Read(nvml));

        Assert.Equal(new Accelerator("GPU-a", "gpu", 0, "NVIDIA H200", new Bytes(150_754_820_096)) { PciAddress = "00000000:17:00.0", PowerLimitWatts = 700 }, accelerator);
    }

    [Fact]
    public void One_that_is_lost_is_left_out_and_the_others_keep_their_index()
    {
        using var nvml = new ScriptedNvml { Devices = { new(Identifier: null), Busy, new("GPU-b") } };

        var accelerators = Accelerators.Read(nvml);

        Assert.Equal([("GPU-a", 1), ("GPU-b", 2)], accelerators.Select(accelerator => (accelerator.Id, accelerator.Index)));
        Assert.Null(accelerators[1].PowerLimitWatts);
    }

    [Fact]
    public void A_meter_reads_by_identifier_or_index_in_the_order_asked_for()
    {
        var nvml = new ScriptedNvml { Devices = { new("GPU-b"), Busy } };
        using (var meter = new AcceleratorMeter(nvml, ["GPU-a", "0", "GPU-gone", "7"]))
        {
            var nothing = new AcceleratorReading(0, default, 0);

            Assert.Equal([new(0.87, new Bytes(1000), 512.345), nothing, nothing, nothing], meter.Read());
        }
        Assert.True(nvml.IsDisposed);
    }
}
