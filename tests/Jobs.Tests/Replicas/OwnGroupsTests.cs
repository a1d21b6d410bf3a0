using Athanor.Jobs.Replicas.Limits;

namespace Athanor.Jobs.Tests.Replicas;

public sealed class OwnGroupsTests
{
    [Fact]
    public void Version_two_alone_is_found()
    {
        var own = OwnGroups.Parse(
            "25 30 0:23 / /sys rw,nosuid shared:7 - sysfs sysfs rw\n31 25 0:27 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate\n",
            "0::/system.slice/athanor.service\n");

        Assert.Equal("/sys/fs/cgroup/system.slice/athanor.service", own.Unified);
        Assert.Empty(own.ByController);
    }

    [Fact]
    public void Version_one_is_found_by_controller_and_beside_version_two()
    {
        var own = OwnGroups.Parse(
            "32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct\n35 31 0:32 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n",
            "4:memory:/jobs/a\n1:cpu,cpuacct:/\n0::/\n");

        Assert.Equal("/sys/fs/cgroup/unified", own.Unified);
        Assert.Equal("/sys/fs/cgroup/cpu,cpuacct", own.ByController["cpu"]);
        Assert.Equal("/sys/fs/cgroup/memory/jobs/a", own.ByController["memory"]);
    }

    [Fact]
    public void In_a_container_the_part_that_is_mounted_is_the_root()
    {
        var own = OwnGroups.Parse("35 31 0:32 /docker/abc /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory\n", "4:memory:/docker/abc\n");

        Assert.Equal("/sys/fs/cgroup/memory", own.ByController["memory"]);
    }
}
