using System.Text;
using Athanor.Jobs.Replicas;
using Athanor.Jobs.Replicas.Native;

namespace Athanor.Jobs.Tests.Replicas;

public sealed class CommandTests
{
    [Fact]
    public async Task A_replica_ends_with_the_exit_code_of_its_command()
    {
        using var scene = new Scene().Script("echo out; echo err >&2; exit 7");

        var end = await scene.RunAsync();

        Assert.Equal((EndReason.Exited, 7, null), (end.Reason, end.ExitCode, end.Signal));
        Assert.False(end.IsSuccess);
        Assert.Equal("out\nerr\n", scene.LogText);
        Assert.Equal(ReplicaStanding.Ended, ReplicaProbe.Read(scene.Folder).Standing);
        Assert.Equal(Environment.MachineName, scene.Folder.ReadStart()!.Machine);
    }

    [Fact]
    public async Task A_replica_ends_with_the_signal_that_ended_its_command()
    {
        using var scene = new Scene().Script("kill -SEGV $$");

        var end = await scene.RunAsync();

        Assert.Equal((EndReason.Exited, null, 11), (end.Reason, end.ExitCode, end.Signal));
    }

    [Theory]
    [InlineData("no-such-program", "was not found in the PATH")]
    [InlineData("./no-such-program", "was not found: there is no")]
    [InlineData("/proc/version", "is not executable")]
    [InlineData("/tmp", "is a folder")]
    [InlineData("", "is empty")]
    public async Task A_command_that_cannot_start_says_why(string command, string reason)
    {
        using var scene = new Scene();
        scene.Launch = scene.Launch with { Command = [command] };

        var end = await scene.RunAsync();

        Assert.Equal(EndReason.NotStarted, end.Reason);
        Assert.Contains(reason, end.Detail, StringComparison.Ordinal);
        Assert.Null(scene.Folder.ReadStart());
    }

    [Fact]
    public async Task A_file_that_is_no_program_is_not_given_to_a_shell()
    {
        using var scene = new Scene();
        var file = scene.File("script");
        await File.WriteAllTextAsync(file, "echo hello\n", Scene.Cancellation);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        scene.Launch = scene.Launch with { Command = [file] };

        var end = await scene.RunAsync();

        Assert.Equal(EndReason.NotStarted, end.Reason);
        Assert.Contains("is no program", end.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_environment_arrives_exactly_and_nothing_else_does()
    {
        using var scene = new Scene();
        var odd = new Dictionary<string, string>
        {
            ["PATH"] = "/usr/bin:/bin",
            ["EMPTY"] = "",
            ["A.b-c d"] = "a name that no shell knows",
            ["QUOTES"] = "'\"`$(touch /tmp/athanor-injected); #\\\n\t--",
            ["EQUALS"] = "=a=b=",
            ["UNICODE"] = "Zwölf Boxkämpfer 🥊",
        };
        scene.Launch = scene.Launch with { Command = ["/usr/bin/env", "-0"], Environment = odd };

        await scene.RunAsync();

        var seen = Encoding.UTF8.GetString(scene.LogBytes).Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(entry => entry.Split('=', 2)).ToDictionary(entry => entry[0], entry => entry[1]);
        Assert.Equal("7.2.0", seen["ATHANOR_REPLICA"]);
        Assert.Equal(scene.Folder.Path, seen["ATHANOR_REPLICA_FOLDER"]);
        Assert.Equal(odd.OrderBy(variable => variable.Key), seen.Where(variable => !variable.Key.StartsWith("ATHANOR_", StringComparison.Ordinal)).OrderBy(variable => variable.Key));
    }

    [Fact]
    public async Task Arguments_arrive_exactly_and_the_command_runs_in_its_folder()
    {
        using var scene = new Scene();
        scene.Launch = scene.Launch with { Command = ["printf", "%s\\n", "a b", "$HOME", "*", "'", "", "--"] };

        await scene.RunAsync();

        Assert.Equal("a b\n$HOME\n*\n'\n\n--\n", scene.LogText);
        Assert.True(Directory.Exists(scene.Launch.WorkDirectory));
    }

    [Theory, InlineData("A=B"), InlineData(""), InlineData("A\0B")]
    public async Task A_variable_that_cannot_be_is_refused(string name)
    {
        using var scene = new Scene().Script("true");
        scene.Launch = scene.Launch with { Environment = new Dictionary<string, string> { [name] = "x" } };

        var end = await scene.RunAsync();

        Assert.Equal(EndReason.NotStarted, end.Reason);
        Assert.Contains("cannot be part of an environment", end.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_starts_with_usual_signals_no_input_no_other_files_and_in_a_session_of_its_own()
    {
        using var scene = new Scene().Script("grep -E 'SigBlk|SigIgn' /proc/self/status; ls /proc/self/fd; cat; ps -o sid= -p $$; echo $$");

        await scene.RunAsync();

        var lines = scene.LogText.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["SigBlk:\t0000000000000000", "SigIgn:\t0000000000000000", "0", "1", "2", "3"], lines[..6]);      // 3 is the folder that ls reads
        Assert.Equal(lines[^2], lines[^1]);
    }

    [Fact]
    public async Task Commands_before_run_first()
    {
        using var scene = new Scene().Script("echo command; cat fetched");
        scene.Launch = scene.Launch with
        {
            Before = [["sh", "-c", "echo before; echo input > fetched"]],
        };

        var end = await scene.RunAsync();

        Assert.True(end.IsSuccess, end.Detail);
        Assert.Equal("before\ncommand\ninput\n", scene.LogText);
    }

    [Fact]
    public async Task A_command_before_that_fails_keeps_the_command_from_running()
    {
        using var scene = new Scene().Script("echo command");
        scene.Launch = scene.Launch with { Before = [["sh", "-c", "exit 3"]] };

        var end = await scene.RunAsync();

        Assert.Equal((EndReason.NotPrepared, 3), (end.Reason, end.ExitCode));
        Assert.Equal("", scene.LogText);
        Assert.Contains("exit code 3", end.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_command_used_is_known_at_its_end()
    {
        using var scene = new Scene().Script("i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done; head -c 60000000 /dev/zero | tail -c 60000000 > /dev/null; dd if=/dev/zero of=file bs=1M count=4 conv=fsync");

        var usage = (await scene.RunAsync()).Usage;

        Assert.InRange(usage.CpuSeconds, 0.05, 20);
        Assert.InRange(usage.PeakMemoryBytes, 55_000_000, 200_000_000);
        Assert.InRange(usage.WrittenBytes, 4_000_000, 50_000_000);
    }

    [Fact]
    public async Task A_shim_alone_exits_as_its_command_did()
    {
        using var scene = new Scene().Script("exit 9");
        var shim = scene.Start();

        await shim.WaitForExitAsync(Scene.Cancellation);

        Assert.Equal(9, shim.ExitCode);
    }

    [Fact]
    public async Task A_launch_that_is_missing_or_garbled_is_an_end_that_says_so()
    {
        using var missing = new Scene();
        Directory.CreateDirectory(missing.Folder.Path);
        using var garbled = new Scene();
        Directory.CreateDirectory(garbled.Folder.Path);
        await File.WriteAllTextAsync(garbled.Folder.LaunchFile, "{\"job\": 1, \"command\": ", Scene.Cancellation);

        missing.StartShim([missing.Folder.Path]);
        garbled.StartShim([garbled.Folder.Path]);

        Assert.Contains("There is no", (await missing.EndAsync()).Detail, StringComparison.Ordinal);
        Assert.Contains("cannot be read", (await garbled.EndAsync()).Detail, StringComparison.Ordinal);
    }

    [Theory, InlineData("SIGUSR1", 10), InlineData("usr2", 12), InlineData("15", 15), InlineData("SIGNOTHING", null), InlineData("0", null), InlineData("", null)]
    public void Signals_are_known_by_name_and_number(string name, int? number) => Assert.Equal(number, Signals.NumberOf(name));
}
