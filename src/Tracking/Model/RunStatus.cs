namespace Athanor.Tracking.Model;

/// <summary>As clients say it; what a run is called, not what a job does.</summary>
public enum RunStatus
{
    Running,
    Scheduled,
    Finished,
    Failed,
    Killed,
}
