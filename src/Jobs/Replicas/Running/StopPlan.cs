using Athanor.Jobs.Replicas.Native;

namespace Athanor.Jobs.Replicas.Running;

/// <summary>
/// What is sent to a command that has to end, and when: its first signal and the time for it, then SIGTERM and the usual grace, then SIGKILL. It is told the time, in whatever counts from wherever.
/// </summary>
internal sealed class StopPlan(TimeSpan grace)
{
    private readonly Queue<(TimeSpan At, int Signal)> _steps = [];
    private StopRequest? _request;

    /// <summary>Why it has to end; null as long as it need not. The first reason stays.</summary>
    public EndReason? Reason { get; private set; }

    /// <summary>When the next signal is due.</summary>
    public TimeSpan? NextAt => _steps.TryPeek(out var next) ? next.At : null;

    /// <summary>Asks for the end. Asking with another request starts over from now, so that whoever has changed their mind need not wait; asking the same again changes nothing.</summary>
    public void Ask(EndReason reason, StopRequest? request, TimeSpan now)
    {
        if (Reason is not null && (request is null || request == _request)) return;
        Reason ??= reason;
        _request = request;
        _steps.Clear();
        if (request?.Signal is { } name && Signals.NumberOf(name) is { } first)
        {
            _steps.Enqueue((now, first));
            now += request.Grace;
        }
        _steps.Enqueue((now, Signals.Terminate));
        _steps.Enqueue((now + grace, Signals.Kill));
    }

    /// <summary>The signal that is due, once; null when none is.</summary>
    public int? Due(TimeSpan now) => _steps.TryPeek(out var next) && next.At <= now ? _steps.Dequeue().Signal : null;
}
