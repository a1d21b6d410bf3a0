using Athanor.Jobs.Model;

namespace Athanor.Jobs.Executors;

/// <summary>One attempt of a job as its executor sees it.</summary>
internal sealed record AttemptRun(Job Job, Attempt Attempt, AttemptFolder Folder)
{
    public int Replicas => Job.Specification.Replicas;
}
