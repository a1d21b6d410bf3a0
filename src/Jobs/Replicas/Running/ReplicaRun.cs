using System.Text.Json;
using Athanor.Jobs.Replicas.Limits;
using Athanor.Jobs.Replicas.Logs;

namespace Athanor.Jobs.Replicas.Running;

/// <summary>
/// One replica from its lock to its end. Whatever happens in between, its end is written down when none of its processes is left, and only once: who comes late finds it and does nothing.
/// </summary>
internal sealed class ReplicaRun(ReplicaFolder folder, ShimSignals signals, TimeProvider clock)
{
    private readonly LastReserve _reserve = new(folder, signals.Wake);
    private readonly long _begin = clock.GetTimestamp();

    /// <summary>The end of the replica; null where another shim has it.</summary>
    public ReplicaEnd? Run()
    {
        using var held = ReplicaLock.TryTake(folder);
        if (held is null) return null;
        if (folder.ReadEnd() is { } earlier) return earlier;

        _reserve.Take();
        var end = RunHeld();
        _reserve.WriteSurely(() => folder.Write(end));
        return end;
    }

    private ReplicaEnd RunHeld()
    {
        try
        {
            var launch = folder.ReadLaunch();
            return launch is null ? Failed($"There is no {folder.LaunchFile}, which says what to run.") : Run(launch);
        }
        catch (JsonException garbled)
        {
            return Failed($"{folder.LaunchFile} cannot be read: {garbled.Message}");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return Failed(refused.Message);
        }
        catch (Exception mistake) when (TryTell(mistake))
        {
            throw;
        }
    }

    private ReplicaEnd Run(ReplicaLaunch launch)
    {
        var account = launch.Limits.Account is { } name ? Account.Find(name) : null;
        if (launch.Limits.Account is { } wanted && CommandPrefix.ProblemWith(wanted, account) is { } problem) return Failed(problem);
        MakePlaces(launch, account);
        if (!Directory.Exists(launch.WorkDirectory)) return Failed($"The folder {launch.WorkDirectory}, where it was to run, is not there.");

        var mark = new ReplicaMark(folder, launch);
        var group = ReplicaGroup.Create(folder, mark, launch.Limits);
        var reaper = new Reaper();
        using var usage = new CommandUsage(reaper, group);
        using var log = LogCapture.Start(folder.LogFolder, launch.LogBudget, clock);
        using var sampler = new ReplicaSampler(folder, launch, usage, clock);
        var starter = new Starter(launch, mark, group, account, log.Input);
        var commands = new CommandRun(folder, group, reaper, sampler, new(launch.StopGrace), signals, Now) { Deadline = launch.TimeLimit };
        try
        {
            var end = RunAll(launch, commands, starter);
            log.Finish();
            return new(end.Reason, end.ExitCode, end.Signal, clock.GetUtcNow()) { Detail = Tell(end.Detail, log.Lost), Usage = usage.Total() };
        }
        finally
        {
            commands.EndAll();
            group.Remove();
        }
    }

    private CommandEnd RunAll(ReplicaLaunch launch, CommandRun commands, Starter starter)
    {
        foreach (var before in launch.Before)
        {
            var end = Run(before, commands, starter, _ => { });
            if (!end.IsSuccess) return end.As(EndReason.NotPrepared, before);
        }

        return Run(launch.Command, commands, starter, process => _reserve.Write(() => folder.Write(new ReplicaStart(Environment.ProcessId, process, Environment.MachineName, clock.GetUtcNow()))));
    }

    private static CommandEnd Run(IReadOnlyList<string> command, CommandRun commands, Starter starter, Action<int> started) =>
        commands.MustNotStart() is { } reason ? new(reason, null, null) { Detail = "It was to end before this command began." } : commands.Run(() => starter.Start(command), started);

    private void MakePlaces(ReplicaLaunch launch, Account? account)
    {
        foreach (var own in launch.Own) Directory.CreateDirectory(own);
        if (account is not { IsOurs: false }) return;

        foreach (var own in launch.Own) account.TakeOver(own);
        File.OpenHandle(folder.ProgressFile, FileMode.OpenOrCreate, FileAccess.Write).Dispose();
        account.TakeOver(folder.ProgressFile);
    }

    // Standard error leads nowhere. Always false: a mistake of ours is told, not handled.
    private bool TryTell(Exception mistake)
    {
        _reserve.Write(() => File.WriteAllText(folder.ErrorFile, mistake.ToString()));
        return false;
    }

    private TimeSpan Now() => clock.GetElapsedTime(_begin);

    private ReplicaEnd Failed(string detail) => new(EndReason.NotStarted, null, null, clock.GetUtcNow()) { Detail = detail };

    private static string? Tell(string? detail, long lost) =>
        lost == 0 ? detail : $"{detail} {lost} bytes of output at the end were lost: the log found no room on the device.".TrimStart();
}
