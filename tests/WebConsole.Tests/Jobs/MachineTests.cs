using Athanor.Foundation.Units;
using Athanor.Jobs.Planning;

namespace Athanor.WebConsole.Jobs;

public sealed class MachineTests
{
    [Fact]
    public void A_machine_is_as_full_as_the_replicas_that_run_there()
    {
        var queue = new QueueSnapshot(DateTimeOffset.UnixEpoch, [NodeOf("one"), NodeOf("two")], [], [Running(1, "one", "one", "two"), Running(2, "one")]);

        var machines = Machine.Of(queue);

        Assert.Equal([2, 1], machines.Select(machine => machine.Jobs));
        Assert.Equal(["6 of 8", "6 GiB of 64 GiB", "3 of 4"], machines[0].Gauges.Select(gauge => gauge.Text));
        Assert.Equal([75, 9.375, 75], machines[0].Gauges.Select(gauge => gauge.Percent));
        Assert.Equal("h100", machines[0].Gauges[2].Name);
    }

    [Fact]
    public void A_machine_without_accelerators_says_nothing_of_them() =>
        Assert.Equal(2, Assert.Single(Machine.Of(new(DateTimeOffset.UnixEpoch, [NodeOf("one") with { Accelerators = [] }], [], []))).Gauges.Count);

    private static PlannedNode NodeOf(string name) => new(name, Cpus.Of(8), new Bytes(64L << 30)) { Accelerators = [new("gpu", "h100", new Bytes(80L << 30), 4)] };

    private static RunningJob Running(long id, params string[] nodes) =>
        new(id, "default", "ada", 0, DateTimeOffset.UnixEpoch, new(Cpus.Of(2), new Bytes(2L << 30)) { Accelerators = new("gpu", 1) }, nodes);
}
