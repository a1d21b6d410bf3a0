using System.Diagnostics;
using Athanor.Jobs.Replicas;

namespace Athanor.Jobs.Tests.Replicas;

public sealed class StopTests
{
    [Fact]
    public async Task A_stop_is_a_SIGTERM_that_the_command_may_answer()
    {
        using var scene = new Scene().Script("trap 'echo bye; exit 4' TERM; echo ready; while :; do sleep 0.05; done");
        scene.Start();
        await scene.SaysAsync("ready");

        ReplicaStop.Request(scene.Folder, new(Signal: null, TimeSpan.Zero));

        var end = await scene.EndAsync();
        Assert.Equal((EndReason.Stopped, 4, null), (end.Reason, end.ExitCode, end.Signal));
        Assert.EndsWith("bye\n", scene.LogText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_ignores_SIGTERM_is_killed_after_the_grace()
    {
        using var scene = new Scene().Script("trap '' TERM; echo ready; while :; do sleep 0.05; done");
        scene.Launch = scene.Launch with { StopGrace = TimeSpan.FromMilliseconds(300) };
        scene.Start();
        await scene.SaysAsync("ready");
        var begin = Stopwatch.GetTimestamp();

        ReplicaStop.Request(scene.Folder, new(Signal: null, TimeSpan.Zero));

        var end = await scene.EndAsync();
        Assert.Equal((EndReason.Stopped, 9), (end.Reason, end.Signal));
        Assert.True(Stopwatch.GetElapsedTime(begin) > TimeSpan.FromMilliseconds(300));
    }

    [Fact]
    public async Task A_checkpoint_signal_comes_first_and_has_its_own_grace()
    {
        using var scene = new Scene().Script("trap 'echo checkpoint' USR1; trap 'echo term; exit 0' TERM; echo ready; while :; do sleep 0.02; done");
        scene.Start();
        await scene.SaysAsync("ready");

        ReplicaStop.Request(scene.Folder, new("SIGUSR1", TimeSpan.FromMilliseconds(400)));

        var end = await scene.EndAsync();
        Assert.Equal(EndReason.Stopped, end.Reason);
        Assert.Equal("ready\ncheckpoint\nterm\n", scene.LogText);
    }

    [Fact]
    public async Task A_later_request_takes_the_place_of_an_earlier_one()
    {
        using var scene = new Scene().Script("trap '' USR1; echo ready; while :; do sleep 0.02; done");
        scene.Start();
        await scene.SaysAsync("ready");

        ReplicaStop.Request(scene.Folder, new("SIGUSR1", TimeSpan.FromHours(1)));
        ReplicaStop.Request(scene.Folder, new(Signal: null, TimeSpan.Zero));

        Assert.Equal((EndReason.Stopped, 15), ((await scene.EndAsync()).Reason, (await scene.EndAsync()).Signal));
    }

    [Fact]
    public async Task A_signal_to_the_shim_stops_the_replica()
    {
        using var scene = new Scene().Script("echo ready; sleep 100");
        var shim = scene.Start();
        await scene.SaysAsync("ready");

        using (Process.Start("kill", ["-TERM", $"{shim.Id}"])) await shim.WaitForExitAsync(Scene.Cancellation);

        Assert.Equal((EndReason.Stopped, 15), ((await scene.EndAsync()).Reason, (await scene.EndAsync()).Signal));
        Assert.Equal(128 + 15, shim.ExitCode);
    }

    [Fact]
    public async Task A_request_without_a_wakeup_is_found_all_the_same()
    {
        using var scene = new Scene().Script("echo ready; sleep 100");
        scene.Start();
        await scene.SaysAsync("ready");

        scene.Folder.Write(new StopRequest(Signal: null, TimeSpan.Zero));

        Assert.Equal(EndReason.Stopped, (await scene.EndAsync()).Reason);
    }

    [Fact]
    public async Task What_was_stopped_before_it_began_does_not_begin()
    {
        using var scene = new Scene().Script("echo ran");
        scene.Folder.Write(scene.Launch);
        ReplicaStop.Request(scene.Folder, new(Signal: null, TimeSpan.Zero));

        var end = await scene.RunAsync();

        Assert.Equal(EndReason.Stopped, end.Reason);
        Assert.Equal("", scene.LogText);
    }

    [Fact]
    public async Task A_time_limit_stops_the_replica()
    {
        using var scene = new Scene().Script("sleep 100");
        scene.Launch = scene.Launch with { TimeLimit = TimeSpan.FromSeconds(2) };

        var end = await scene.RunAsync();

        Assert.Equal((EndReason.TimeLimit, 15), (end.Reason, end.Signal));
    }
}
