using System.Diagnostics;
using Athanor.Conformance;
using Athanor.Jobs.Replicas;

namespace Athanor.Jobs.Tests.Replicas;

public sealed class PoolTests
{
    [Fact]
    public async Task A_shim_of_the_pool_runs_one_replica_after_the_other()
    {
        using var first = new Scene().Script("exit 1");
        using var second = new Scene().Script("exit 2");
        using var gone = new Scene();
        first.Folder.Write(first.Launch);
        second.Folder.Write(second.Launch);
        var shim = first.StartShim([]);

        foreach (var scene in new[] { first, gone, second })
        {
            await shim.StandardInput.WriteLineAsync(scene.Folder.Path);
            await shim.StandardInput.FlushAsync();
            Assert.Equal($"ended {scene.Folder.Path}", await shim.StandardOutput.ReadLineAsync(Scene.Cancellation));
        }
        shim.StandardInput.Close();
        await shim.WaitForExitAsync(Scene.Cancellation);

        Assert.Equal(0, shim.ExitCode);
        Assert.Equal((1, 2), (first.Folder.ReadEnd()!.ExitCode, second.Folder.ReadEnd()!.ExitCode));
    }

    [Fact]
    public async Task A_shim_outlives_whoever_started_it_until_its_replica_has_ended()
    {
        using var scene = new Scene().Script("echo ready; while [ ! -e go ]; do sleep 0.02; done; exit 5");
        scene.Folder.Write(scene.Launch);
        var shim = scene.StartShim([]);
        await shim.StandardInput.WriteLineAsync(scene.Folder.Path);
        await shim.StandardInput.FlushAsync();
        await scene.SaysAsync("ready");

        shim.StandardInput.Close();
        shim.StandardOutput.Close();
        shim.StandardError.Close();
        await File.WriteAllTextAsync(Path.Combine(scene.Launch.WorkDirectory, "go"), "", Scene.Cancellation);

        Assert.Equal(5, (await scene.EndAsync()).ExitCode);
        await shim.WaitForExitAsync(Scene.Cancellation);
        Assert.Equal(0, shim.ExitCode);
    }

    [Fact]
    public async Task A_stop_of_one_replica_leaves_the_shim_to_the_next()
    {
        using var first = new Scene().Script("echo ready; sleep 100");
        using var second = new Scene().Script("exit 2");
        first.Folder.Write(first.Launch);
        second.Folder.Write(second.Launch);
        var shim = first.StartShim([]);
        await shim.StandardInput.WriteAsync($"{first.Folder.Path}\n{second.Folder.Path}\n");
        await shim.StandardInput.FlushAsync();
        await first.SaysAsync("ready");

        ReplicaStop.Request(first.Folder, new(Signal: null, TimeSpan.Zero));

        Assert.Equal(EndReason.Stopped, (await first.EndAsync()).Reason);
        Assert.Equal(2, (await second.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task A_shim_that_has_nothing_to_do_goes_when_it_is_told_to()
    {
        using var scene = new Scene().Script("true");
        scene.Folder.Write(scene.Launch);
        var shim = scene.StartShim([]);
        await shim.StandardInput.WriteLineAsync(scene.Folder.Path);
        await shim.StandardInput.FlushAsync();
        await shim.StandardOutput.ReadLineAsync(Scene.Cancellation);

        using (Process.Start("kill", ["-TERM", $"{shim.Id}"])) await shim.WaitForExitAsync(Scene.Cancellation);

        Assert.Equal(0, shim.ExitCode);
    }

    [Theory, InlineData("--help"), InlineData(""), InlineData("/no/such/folder")]
    public async Task A_shim_that_is_asked_for_nonsense_says_so(string argument)
    {
        using var scene = new Scene();
        var shim = scene.StartShim([argument]);

        await shim.WaitForExitAsync(Scene.Cancellation);

        Assert.InRange(shim.ExitCode, 1, 2);
        Assert.DoesNotContain("   at ", await shim.StandardError.ReadToEndAsync(Scene.Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_waits_hears_of_the_start_and_of_the_end()
    {
        using var scene = new Scene().Script("echo ready; sleep 100");
        scene.Folder.Write(scene.Launch);
        var started = ReplicaWatch.StartAsync(scene.Folder, TimeProvider.System, Scene.Cancellation);
        var ended = ReplicaWatch.EndAsync(scene.Folder, TimeProvider.System, Scene.Cancellation);

        scene.StartShim([scene.Folder.Path]);

        Assert.NotNull(await started);
        Assert.False(ended.IsCompleted);
        ReplicaStop.Request(scene.Folder, new(Signal: null, TimeSpan.Zero));
        Assert.Equal(EndReason.Stopped, (await ended)!.Reason);
    }

    [Fact]
    public async Task Two_shims_for_one_replica_run_it_once()
    {
        using var scene = new Scene().Script("echo ran; sleep 0.3");
        scene.Folder.Write(scene.Launch);

        var (first, second) = (scene.StartShim([scene.Folder.Path]), scene.StartShim([scene.Folder.Path]));
        await first.WaitForExitAsync(Scene.Cancellation);
        await second.WaitForExitAsync(Scene.Cancellation);

        Assert.Equal("ran\n", scene.LogText);
        await Eventually.HoldsAsync(() => Task.FromResult(ReplicaProbe.Read(scene.Folder).Standing == ReplicaStanding.Ended), "the replica has ended");
    }
}
