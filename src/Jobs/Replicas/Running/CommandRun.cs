using System.Text.Json;
using Athanor.Jobs.Replicas.Limits;
using Athanor.Jobs.Replicas.Native;

namespace Athanor.Jobs.Replicas.Running;

/// <summary>Runs one command of a replica to its end, and everything that it left behind to theirs.</summary>
internal sealed class CommandRun(ReplicaFolder folder, IReplicaGroup group, Reaper reaper, ReplicaSampler sampler, StopPlan stop, ShimSignals signals, Func<TimeSpan> now)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(100);
    private StopRequest? _request;

    /// <summary>When the replica takes too long.</summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary><paramref name="start"/> answers the number of the process, or why there is none; <paramref name="started"/> hears the number.</summary>
    public CommandEnd Run(Func<(int? Process, string? Problem)> start, Action<int> started)
    {
        var killsBefore = group.OutOfMemoryKills;
        if (start() is var (number, problem) && number is not { } process) return CommandEnd.NotStarted(problem!);

        WakeAtEndOf(process);
        started(process);
        var look = now() + FirstLook;
        while (Until(process, look))
        {
            Ask();
            while (stop.Due(now()) is { } signal) Send(process, signal);
            if (now() < look) continue;
            sampler.Sample();
            look = now() + Second;
        }
        sampler.Sample();
        var reason = stop.Reason;
        EndAll();

        var (exitCode, exitSignal) = reaper.EndOf(process)!.Value;
        var wasOutOfMemory = group.OutOfMemoryKills > killsBefore && exitCode != 0;
        return new(reason ?? (wasOutOfMemory ? EndReason.OutOfMemory : EndReason.Exited), exitCode, exitSignal);
    }

    /// <summary>Why nothing may start any more; null where it may.</summary>
    public EndReason? MustNotStart()
    {
        Ask();
        return stop.Reason;
    }

    /// <summary>Ends every process below the shim, and returns when none is left. What waits for a disk that does not answer is waited for: it still holds what it was given.</summary>
    public void EndAll()
    {
        for (var pause = 1; reaper.TakeEnded(); pause = Math.Min(pause * 2, 100))
        {
            group.Kill();
            Survivors.End(() => ProcessTree.Below(Environment.ProcessId));
            if (!reaper.TakeEnded()) return;
            signals.Wake.Wait(TimeSpan.FromMilliseconds(pause));
        }
    }

    // False once the process has ended.
    private bool Until(int process, TimeSpan look)
    {
        reaper.TakeEnded();
        if (reaper.EndOf(process) is not null) return false;
        var next = new[] { look, stop.NextAt ?? look, stop.Reason is null ? Deadline ?? look : look }.Min();
        signals.Wake.Wait(next - now());
        reaper.TakeEnded();
        return reaper.EndOf(process) is null;
    }

    private void Ask()
    {
        // A request that was read once holds, whatever comes of its file.
        _request = ReadStop() ?? _request;
        if (_request is not null) stop.Ask(EndReason.Stopped, _request, now());
        else if (signals.MustStop) stop.Ask(EndReason.Stopped, null, now());
        if (Deadline <= now()) stop.Ask(EndReason.TimeLimit, null, now());
    }

    private StopRequest? ReadStop()
    {
        try
        {
            return folder.ReadStop();
        }
        catch (JsonException)
        {
            return new(null, TimeSpan.Zero);    // somebody meant to stop it
        }
        catch (IOException)
        {
            return null;                        // a shared file system that does not answer now
        }
    }

    // As container engines do, the signal goes to the command alone: sent to its helpers, too, such as those that load data, it would end them under its hands while it saves its work.
    private void Send(int process, int signal)
    {
        if (signal == Signals.Kill) EndAll();
        else _ = LibC.Kill(process, signal);
    }

    // A thread that waits costs less than looking again and again, and works on every kernel.
    private unsafe void WakeAtEndOf(int process) => new Thread(
        () =>
        {
            var information = stackalloc byte[128];
            while (LibC.WaitForState(LibC.WaitForProcess, process, information, LibC.WaitForExited | LibC.WaitWithoutReaping) != 0 && LibC.LastError == Errno.Interrupted)
            {
            }
            signals.Wake.Set();
        },
        128 << 10)
    { IsBackground = true, Name = "waiter" }.Start();
}
