using Athanor.Access.Authorization;
using Athanor.Foundation.Databases;
using Athanor.Jobs.Model;

namespace Athanor.Jobs;

/// <summary>Tells who held what when, for pictures of the last hours.</summary>
public sealed class JobHistory(IDatabase database)
{
    // Long histories are not read: who wants to see more than the newest asks job by job.
    private const int MostJobs = 1000;
    private const int MostHoldings = 2000;

    /// <summary>Attempts that had a place since a time, of the newest jobs that the caller may see; the newest first.</summary>
    public Task<List<Holding>> ListHoldingsAsync(Caller caller, DateTimeOffset since, CancellationToken cancellation)
    {
        var projects = Authorizer.ProjectsAllowing(caller, JobsPermissions.Read);
        return database.ReadAsync(session => JobsDatabase.ListHoldings(session, projects, since, MostJobs, MostHoldings), cancellation);
    }
}
