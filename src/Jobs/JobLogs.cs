using Athanor.Foundation.Databases;
using Athanor.Foundation.Problems;
using Athanor.Jobs.Model;
using Athanor.Jobs.Replicas;
using Athanor.Jobs.Scheduling;

namespace Athanor.Jobs;

/// <summary>Finds where the replicas of a job keep their logs and samples.</summary>
public sealed class JobLogs
{
    private readonly IDatabase _database;
    private readonly AttemptFolders _folders;

    internal JobLogs(IDatabase database, AttemptFolders folders) => (_database, _folders) = (database, folders);

    /// <summary>Of the latest attempt where none is named; of what ran beside the gang where a stage is, <c>prepare</c> or <c>store</c>.</summary>
    public async Task<ReplicaFolder> FindAsync(Job job, int? attempt, int rank, string? stage, CancellationToken cancellation)
    {
        var found = attempt is null ? job.Attempt : (await _database.ReadAsync(session => JobsDatabase.ListAttempts(session, job.Id), cancellation)).Find(one => one.Number == attempt);
        if (found is null || rank < 0 || rank >= job.Specification.Replicas) throw new ProblemException(JobsProblems.NoLog(job.Id, rank));
        var folder = _folders.Of(job, found);
        var replica = stage switch
        {
            null or "" => folder.Replica(rank),
            "prepare" => folder.Preparation,
            "store" => folder.Storing,
            _ => throw new ProblemException(JobsProblems.UnknownStage(stage)),
        };
        return Directory.Exists(replica.Path) ? replica : throw new ProblemException(JobsProblems.NoLog(job.Id, rank));
    }
}
