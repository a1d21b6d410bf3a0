using Athanor.Conformance;
using Athanor.Jobs.Replicas;
using Athanor.Jobs.Replicas.Limits;

namespace Athanor.Jobs.Tests.Replicas;

public sealed class LeftoverTests
{
    private const string Daemon = "setsid sh -c '(trap \"\" TERM HUP; echo daemon; sleep 100) & exit' & sleep 0.1; ";

    [Fact]
    public async Task A_daemon_that_forked_twice_ends_with_its_replica()
    {
        using var scene = new Scene().Script(Daemon + "exit 0");

        var end = await scene.RunAsync();

        Assert.True(end.IsSuccess);
        Assert.Equal("daemon\n", scene.LogText);
        Assert.Empty(scene.Survivors);
    }

    [Fact]
    public async Task Nothing_of_a_replica_outlives_a_shim_that_was_killed_once_it_is_cleaned_up()
    {
        using var scene = new Scene().Script(Daemon + "echo ready; env -i sleep 100");
        var shim = scene.Start();
        await scene.SaysAsync("ready");
        shim.Kill();
        Assert.Null(await ReplicaWatch.EndAsync(scene.Folder, TimeProvider.System, Scene.Cancellation));
        Assert.NotEmpty(scene.Survivors);

        var end = await LostReplica.CleanUpAsync(scene.Folder, TimeProvider.System, Scene.Cancellation);

        Assert.Equal(EndReason.Lost, end.Reason);
        Assert.Empty(scene.Survivors);
        Assert.Equal(end, await scene.EndAsync());
        Assert.DoesNotContain(ReplicaGroup.Remembered(scene.Folder), Directory.Exists);
    }

    [Fact]
    public async Task Without_groups_what_is_left_is_found_by_its_mark()
    {
        using var scene = new Scene().Script(Daemon + "echo ready; env -i sleep 100");
        var shim = scene.Start();
        await scene.SaysAsync("ready");
        var groups = ReplicaGroup.Remembered(scene.Folder);
        File.Delete(Path.Combine(scene.Folder.Path, "groups"));
        shim.Kill();
        await shim.WaitForExitAsync(Scene.Cancellation);

        var end = await LostReplica.CleanUpAsync(scene.Folder, TimeProvider.System, Scene.Cancellation);

        Assert.Contains("what was left of it was ended", end.Detail, StringComparison.Ordinal);
        Assert.Empty(scene.Survivors);
        await Eventually.HoldsAsync(() => Task.FromResult(!HasProcesses(scene)), "nobody is in the folder of the replica");
        Assert.All(groups, group => Assert.True(GroupFile.TryRemove(group)));
    }

    [Fact]
    public async Task A_replica_whose_shim_lives_is_not_lost()
    {
        using var scene = new Scene().Script("echo ready; sleep 100");
        scene.Start();
        await scene.SaysAsync("ready");

        await Assert.ThrowsAsync<IOException>(() => LostReplica.CleanUpAsync(scene.Folder, TimeProvider.System, Scene.Cancellation));

        Assert.Equal(ReplicaStanding.Held, ReplicaProbe.Read(scene.Folder).Standing);
    }

    [Fact]
    public async Task A_shim_that_comes_late_starts_nothing()
    {
        using var scene = new Scene().Script("echo ran");
        scene.Folder.Write(scene.Launch);
        Assert.Equal(ReplicaStanding.Waiting, ReplicaProbe.Read(scene.Folder).Standing);
        var lost = await LostReplica.CleanUpAsync(scene.Folder, TimeProvider.System, Scene.Cancellation);

        await scene.StartShim([scene.Folder.Path]).WaitForExitAsync(Scene.Cancellation);

        Assert.Equal(lost, scene.Folder.ReadEnd());
        Assert.Equal("", scene.LogText);
    }

    [Fact]
    public async Task A_replica_of_the_same_number_in_another_folder_is_left_alone()
    {
        using var other = new Scene().Script("echo ready; sleep 100");
        using var scene = new Scene().Script("true");
        other.Start();
        await other.SaysAsync("ready");
        scene.Folder.Write(scene.Launch);

        await LostReplica.CleanUpAsync(scene.Folder, TimeProvider.System, Scene.Cancellation);

        Assert.Equal(ReplicaStanding.Held, ReplicaProbe.Read(other.Folder).Standing);
        Assert.NotEmpty(other.Survivors);
    }

    // Also those that dropped their mark.
    private static bool HasProcesses(Scene scene) =>
        Directory.EnumerateDirectories("/proc").Any(process => new DirectoryInfo(Path.Combine(process, "cwd")) is { Exists: true, LinkTarget: { } target } && target == scene.Launch.WorkDirectory);
}
