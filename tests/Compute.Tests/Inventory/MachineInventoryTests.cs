using Athanor.Compute.Inventory;
using Athanor.Conformance;

namespace Athanor.Compute.Tests.Inventory;

public sealed class MachineInventoryTests : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData("0-3,8,10-11\n", new[] { 0, 1, 2, 3, 8, 10, 11 })]
    [InlineData("0", new[] { 0 })]
    [InlineData("\n", new int[0])]
    public void Lists_of_processors_are_read(string text, int[] expected) => Assert.Equal(expected, ProcessorText.ParseList(text));

    [Fact]
    public void A_machine_of_two_sockets_is_described()
    {
        var entries = from processor in Enumerable.Range(0, 8)
                      select $"processor\t: {processor}\nmodel name\t: Intel(R) Xeon(R) Platinum 8480C\nphysical id\t: {processor / 2 % 2}\ncore id\t\t: {processor % 2}\nflags\t\t: fpu sse avx2 avx512f amx_tile\n";
        Put("proc/cpuinfo", string.Join('\n', entries));
        Put("proc/self/status", "Name:\tx\nCpus_allowed_list:\t0-7\n");
        Put("proc/meminfo", "MemTotal:       24651768 kB\nMemFree:        123 kB\n");
        Put("sys/devices/system/node/node0/cpulist", "0-3\n");
        Put("sys/devices/system/node/node1/cpulist", "4-7\n");
        Put("sys/devices/system/node/node2/cpulist", "\n");
        Put("sys/devices/system/node/possible", "0-2\n");
        Put("sys/class/infiniband/mlx5_1/x", "");
        Put("sys/class/infiniband/mlx5_0/x", "");
        Put("sys/class/powercap/intel-rapl:0/energy_uj", "123456\n");

        var machine = MachineInventory.Read(_root.Path, []);

        var processors = machine.Processors;
        Assert.Equal((8, 2, 4, 2, "Intel(R) Xeon(R) Platinum 8480C"), (processors.Count, processors.Sockets, processors.Cores, processors.ThreadsPerCore, processors.Model));
        Assert.Equal(["avx2", "avx512f", "amx_tile"], processors.VectorFeatures);
        Assert.Equal([(0, 4), (1, 4)], processors.NumaNodes.Select(node => (node.Number, node.Processors.Count)));
        Assert.Equal(24651768L << 10, machine.Memory.Value);
        Assert.Equal(["mlx5_0", "mlx5_1"], machine.RdmaDevices);
        Assert.True(machine.MeasuresEnergy);
    }

    [Fact]
    public void Only_processors_that_we_may_use_count()
    {
        Put("proc/cpuinfo", "processor\t: 0\nmodel name\t: a\n\nprocessor\t: 1\nmodel name\t: a\n\nprocessor\t: 2\nmodel name\t: a\n");
        Put("proc/self/status", "Cpus_allowed_list:\t1-2\n");
        Put("sys/devices/system/node/node0/cpulist", "0-2\n");

        var processors = MachineInventory.Read(_root.Path, []).Processors;

        Assert.Equal([1, 2], processors.Numbers);
        Assert.Equal((1, 2, 1), (processors.Sockets, processors.Cores, processors.ThreadsPerCore));
        Assert.Equal([1, 2], Assert.Single(processors.NumaNodes).Processors);
    }

    [Fact]
    public void A_machine_of_ARM_is_described_by_what_it_tells()
    {
        Put("proc/cpuinfo", "processor\t: 0\nBogoMIPS\t: 50.00\nFeatures\t: fp asimd sve\nCPU implementer\t: 0x41\nCPU part\t: 0xd40\n");
        Put("proc/self/status", "Cpus_allowed_list:\t0\n");

        var processors = MachineInventory.Read(_root.Path, []).Processors;

        Assert.Equal("0xd40", processors.Model);
        Assert.Equal(["asimd", "sve"], processors.VectorFeatures);
    }

    [Fact]
    public void What_cannot_be_read_is_left_out()
    {
        var machine = MachineInventory.Read(_root.Path, []);

        Assert.Equal(0, machine.Memory.Value);
        Assert.Empty(machine.RdmaDevices);
        Assert.False(machine.MeasuresEnergy);
        Assert.True(machine.Processors.Count > 0);
    }

    [Fact]
    public void This_machine_is_described()
    {
        var machine = MachineInventory.Read();

        Assert.True(machine.Memory.Value > 1 << 28);
        Assert.True(machine.Processors.Count > 0);
        Assert.NotEqual("unknown", machine.Processors.Model);
    }

    private void Put(string path, string text)
    {
        var file = _root.File(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
