using Athanor.Jobs;
using Athanor.Jobs.Model;

namespace Athanor.WebConsole.Jobs;

/// <summary>Why jobs wait, in a line each. Each exact answer plans the whole queue anew, so only the first few get one, and only as long as that is quick.</summary>
internal static class WaitingReasons
{
    private const int Explained = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    public static async Task<IReadOnlyList<JobLine>> AddAsync(IReadOnlyList<Job> listed, JobDirectory jobs, TimeProvider clock, CancellationToken cancellation)
    {
        var (lines, explained, start) = (new List<JobLine>(), 0, clock.GetTimestamp());
        foreach (var job in listed)
        {
            var isExact = job.State is JobState.Held or JobState.Queued && explained < Explained && clock.GetElapsedTime(start) < Patience;
            if (isExact) explained++;
            lines.Add(new(job, isExact ? (await jobs.ExplainAsync(job, cancellation)).Reason : Usual(job)));
        }
        return lines;
    }

    private static string Usual(Job job) => job switch
    {
        { Reason.Length: > 0 } => job.Reason,
        { State: JobState.Held } => "Another job must end before it.",
        { State: JobState.Queued } => "It waits for its turn; its page says for what.",
        _ => "",
    };
}
