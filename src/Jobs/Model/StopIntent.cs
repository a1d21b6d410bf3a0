namespace Athanor.Jobs.Model;

/// <summary>Why a job is being stopped, which decides what becomes of it.</summary>
public enum StopIntent
{
    Cancel,

    /// <summary>It makes room and goes on later.</summary>
    Preempt,

    /// <summary>It did nothing for longer than its idle rule allows.</summary>
    Idle,

    /// <summary>A replica made no progress, and the gang is started again.</summary>
    Hang,
}
