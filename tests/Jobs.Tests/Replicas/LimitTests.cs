using System.Diagnostics;
using Athanor.Conformance;
using Athanor.Foundation.Units;
using Athanor.Jobs.Replicas;
using Athanor.Jobs.Replicas.Limits;

namespace Athanor.Jobs.Tests.Replicas;

public sealed class LimitTests
{
    private static readonly LimitsReport Machine = ResourceControls.Describe();

    [Fact]
    public async Task A_replica_that_wants_more_memory_than_it_may_have_ends_and_says_so()
    {
        if (Machine.Groups is null) Requirement.Missing("No control groups can be made here.");
        using var scene = new Scene().Script("echo begin; head -c 400000000 /dev/zero | tail -c 400000000; echo \"never mind\"; exit 1");
        scene.Launch = scene.Launch with { Limits = new() { Memory = Bytes.FromMebibytes(64) } };

        var end = await scene.RunAsync();

        Assert.Equal(EndReason.OutOfMemory, end.Reason);
        Assert.InRange(end.Usage.PeakMemoryBytes, 1 << 20, 65 << 20);
    }

    [Fact]
    public async Task A_replica_that_forks_without_end_is_bounded_and_ends()
    {
        if (Machine.Processes is null) Requirement.Missing("The number of processes cannot be bounded here.");
        using var scene = new Scene().Script("echo ready; f() { sleep 100 & f 2>/dev/null & f 2>/dev/null; }; f 2>/dev/null");
        scene.Launch = scene.Launch with { Limits = new() { Processes = 60, Memory = Bytes.FromMebibytes(512) }, TimeLimit = TimeSpan.FromMilliseconds(500), StopGrace = TimeSpan.FromMilliseconds(200) };

        await scene.RunAsync();

        Assert.Empty(scene.Survivors);
    }

    [Fact]
    public async Task Without_control_groups_everything_ends_all_the_same_and_each_process_has_its_bound()
    {
        if (!Environment.IsPrivilegedProcess) Requirement.Missing("Only root can hide the control groups.");
        using var scene = new Scene().Script("grep 'Max address space' /proc/self/limits; setsid sh -c '(trap \"\" TERM; sleep 100) & sleep 100' & sleep 0.05; exit 3");
        scene.Launch = scene.Launch with { Limits = new() { Memory = Bytes.FromMebibytes(256), Processes = 10 } };
        scene.Folder.Write(scene.Launch);

        scene.StartProgram("unshare", ["--mount", "sh", "-c", "umount --recursive --lazy /sys/fs/cgroup; exec \"$@\"", "sh", Scene.Binary, "worker", "shim", scene.Folder.Path]);
        var end = await scene.EndAsync();

        Assert.Equal((EndReason.Exited, 3), (end.Reason, end.ExitCode));
        Assert.Contains("268435456", scene.LogText, StringComparison.Ordinal);
        Assert.Empty(ReplicaGroup.Remembered(scene.Folder));
        Assert.Empty(scene.Survivors);
    }

    [Fact]
    public void What_is_in_a_group_of_version_two_ends()
    {
        var group = Path.Combine(OwnGroups.Read().Unified ?? "/none", $"athanor-test-{Environment.ProcessId}");
        if (!GroupFile.TryCreate(group)) Requirement.Missing("No groups of version 2 can be made here.");
        using var sleeper = Process.Start("sleep", ["100"]);
        Assert.True(GroupFile.TryWrite(group, "cgroup.procs", $"{sleeper.Id}"));

        ReplicaGroup.KillIn([group]);

        Assert.True(sleeper.WaitForExit(TimeSpan.FromSeconds(10)));
        Assert.True(GroupFile.TryRemove(group));
    }

    [Fact]
    public async Task A_replica_runs_on_the_processors_that_it_was_given()
    {
        using var scene = new Scene().Script("grep Cpus_allowed_list /proc/self/status; nproc");
        var last = Environment.ProcessorCount - 1;
        scene.Launch = scene.Launch with { Limits = new() { Processors = [last] } };

        await scene.RunAsync();

        Assert.Equal($"Cpus_allowed_list:\t{last}\n1\n", scene.LogText);
    }

    [Fact]
    public async Task Processors_that_the_machine_lacks_keep_it_from_starting()
    {
        using var scene = new Scene().Script("true");
        scene.Launch = scene.Launch with { Limits = new() { Processors = [1000] } };

        var end = await scene.RunAsync();

        Assert.Equal(EndReason.NotStarted, end.Reason);
        Assert.Contains("1000", end.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_share_of_a_processor_is_held_to()
    {
        if (Machine.Cpus is null) Requirement.Missing("The share of processors cannot be bounded here.");
        using var scene = new Scene().Script("timeout 1 sh -c 'while :; do :; done'");
        scene.Launch = scene.Launch with { Limits = new() { Cpus = new Cpus(250) } };

        var end = await scene.RunAsync();

        Assert.InRange(end.Usage.CpuSeconds, 0.05, 0.45);
    }

    [Fact]
    public async Task A_single_process_is_enough_for_one()
    {
        if (Machine.Processes is null) Requirement.Missing("The number of processes cannot be bounded here.");
        using var scene = new Scene();
        scene.Launch = scene.Launch with { Command = ["true"], Before = [["true"]], Limits = new() { Processes = 1 } };

        Assert.True((await scene.RunAsync()).IsSuccess);
    }

    [Fact]
    public async Task A_replica_runs_under_the_account_that_it_was_given()
    {
        if (Machine.Account is null) Requirement.Missing("Only root may run a replica under another account.");
        using var scene = new Scene().Script("id -un; id -gn; echo written > file; cat file");
        var work = $"/tmp/athanor-nobody-{Environment.ProcessId}";
        scene.Launch = scene.Launch with { Limits = new() { Account = "nobody" }, WorkDirectory = work, Own = [work] };

        var end = await scene.RunAsync();
        Directory.Delete(scene.Launch.WorkDirectory, recursive: true);

        Assert.True(end.IsSuccess, scene.LogText);
        Assert.Equal("nobody\nnogroup\nwritten\n", scene.LogText);
    }

    [Fact]
    public async Task A_folder_that_somebody_chose_is_not_given_to_the_account()
    {
        if (Machine.Account is null) Requirement.Missing("Only root may run a replica under another account.");
        using var scene = new Scene().Script("touch file");
        var chosen = Directory.CreateDirectory($"/tmp/athanor-chosen-{Environment.ProcessId}").FullName;
        File.SetUnixFileMode(chosen, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        scene.Launch = scene.Launch with { Limits = new() { Account = "nobody" }, WorkDirectory = chosen };

        var end = await scene.RunAsync();
        var written = Directory.EnumerateFileSystemEntries(chosen).Any();
        Directory.Delete(chosen);

        Assert.False(end.IsSuccess);
        Assert.False(written);
        Assert.Contains("Permission denied", scene.LogText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_keeps_it_from_starting()
    {
        using var scene = new Scene().Script("true");
        scene.Launch = scene.Launch with { WorkDirectory = "/nowhere/at/all" };

        var end = await scene.RunAsync();

        Assert.Equal(EndReason.NotStarted, end.Reason);
        Assert.Contains("/nowhere/at/all, where it was to run, is not there", end.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_that_the_machine_does_not_know_keeps_it_from_starting()
    {
        using var scene = new Scene().Script("true");
        scene.Launch = scene.Launch with { Limits = new() { Account = "no-such-account" } };

        var end = await scene.RunAsync();

        Assert.Equal(EndReason.NotStarted, end.Reason);
        Assert.Contains("There is no account 'no-such-account'", end.Detail, StringComparison.Ordinal);
    }
}
