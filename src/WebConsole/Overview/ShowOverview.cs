using Athanor.Access;
using Athanor.Access.Authorization;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Diagnosis;
using Athanor.Foundation.Journal;
using Athanor.Foundation.Telemetry;
using Athanor.Foundation.Units;
using Athanor.Jobs;
using Athanor.WebConsole.Jobs;
using Athanor.WebConsole.Journal;
using Athanor.WebConsole.Shell;
using Athanor.WebConsole.SystemStatus;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Overview;

internal static class ShowOverview
{
    public const int FactsShown = 8;
    private const int ProjectsShown = 8;

    public static async Task<IResult> HandleAsync(
        Caller caller,
        ServerDescription server,
        IDatabase database,
        JournalReader journal,
        AccessDirectory directory,
        JobDirectory jobs,
        ActivityHistory activity,
        RecentReport reports,
        TimeProvider clock,
        CancellationToken cancellation)
    {
        var seesSystem = Authorizer.Allows(caller, AccessPermissions.SystemRead, project: null);
        var query = new JournalQuery();
        var facts = await journal.SearchAsync(query.FilterFor(caller), FactsShown, cancellation);
        var projects = await directory.ListProjectsAsync(caller, after: "", ProjectsShown, cancellation);
        var queue = jobs.Queue();
        var report = seesSystem ? await reports.GetAsync(cancellation) : null;

        return ConsolePage.Of<OverviewPage, OverviewView>(new(
            seesSystem ? Describe(server, database, clock) : new(server.Version, clock.GetUtcNow() - server.StartedAt, null, null, null, null),
            new(Machine.Of(queue), queue.Running.Count, queue.Waiting.Count),
            seesSystem ? activity.Samples : null,
            facts,
            query.LiveAddress(facts.FirstOrDefault()?.Sequence ?? 0),
            projects.Items,
            projects.Next is not null,
            report?.Findings.Where(finding => finding.State > FindingState.Missing).OrderByDescending(finding => finding.State).ToList()));
    }

    private static ServerView Describe(ServerDescription server, IDatabase database, TimeProvider clock)
    {
        var disk = new DriveInfo(server.DataDirectory);
        return new(
            server.Version, clock.GetUtcNow() - server.StartedAt, database.Description, server.DataDirectory, new Bytes(disk.AvailableFreeSpace), new Bytes(disk.TotalSize));
    }
}
