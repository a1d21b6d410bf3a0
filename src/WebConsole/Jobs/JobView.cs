using Athanor.Accounting.Model;
using Athanor.Foundation.Problems;
using Athanor.Jobs.Model;
using Athanor.Jobs.Planning;
using Athanor.WebConsole.Jobs.Logs;

namespace Athanor.WebConsole.Jobs;

/// <summary>A job with all that is known of it. Why it waits is null where it does not; so is the log of what has not begun, and what is not to be seen.</summary>
public sealed record JobView(Job Job, IReadOnlyList<Attempt> Attempts, Explanation? Why, LogChoice Choice, Attempt? Chosen, LogExcerpt? Log, IReadOnlyList<Usage> Usage, IReadOnlyList<RankNow> Ranks, bool MayControl)
{
    public Problem? Problem { get; init; }

    /// <summary>Null where it has cost nothing yet, or the caller may not see what things cost.</summary>
    public JobCost? Cost { get; init; }

    public bool IsOver => JobMoves.IsOver(Job.State);
}

/// <summary>What a rank used last.</summary>
public sealed record RankNow(int Rank, double Processors, long MemoryBytes, double? Step);
