namespace Athanor.Jobs.Model;

public enum JobState
{
    /// <summary>It may not start yet: another job must end, or a retry waits its time.</summary>
    Held,

    /// <summary>It starts as soon as there is room and its turn.</summary>
    Queued,

    /// <summary>It has its place; its replicas are being started.</summary>
    Placed,

    Running,

    /// <summary>It was asked to stop, and has its grace.</summary>
    Stopping,

    Succeeded,

    Failed,

    Cancelled,
}
