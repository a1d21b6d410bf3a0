using System.Text.Json.Serialization;
using Athanor.Access;
using Athanor.Access.Authorization;
using Athanor.Foundation.Identifiers;
using Athanor.Foundation.Problems;
using Athanor.Foundation.Units;
using Athanor.Jobs.Planning;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Athanor.Jobs.Api;

/// <summary>The queue as a whole, and what holds for the jobs of a project.</summary>
internal static class QueueApi
{
    public sealed record NodeView(string Name, bool IsOpen, string Region, Cpus Cpus, Cpus CpusInUse, Bytes Memory, Bytes MemoryInUse, int Accelerators, int AcceleratorsInUse, IReadOnlyList<long> Jobs);

    public sealed record QueueView(int Waiting, int Running, IReadOnlyList<NodeView> Nodes);

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record RulesBody(double? Share, Cpus? Cpus, Bytes? Memory, int? Accelerators, int? Jobs);

    /// <summary>How full each machine is; the numbers of jobs only of those that the caller may see.</summary>
    public static Ok<QueueView> Show(Caller caller, JobDirectory jobs)
    {
        var queue = jobs.Queue();
        return TypedResults.Ok(new QueueView(queue.Waiting.Count, queue.Running.Count, [.. queue.Nodes.Select(node => ViewOf(caller, node, queue.Running))]));
    }

    public static async Task<Ok<RulesBody>> GetRulesAsync(string project, JobDirectory jobs, CancellationToken cancellation) => TypedResults.Ok(BodyOf(await jobs.GetRulesAsync(project, cancellation)));

    public static async Task<Ok<RulesBody>> SetRulesAsync(Caller caller, string project, [FromBody] RulesBody body, JobDirectory jobs, AccessDirectory directory, CancellationToken cancellation)
    {
        if (!ProjectName.TryParse(project, out var name) || !await directory.HasProjectAsync(name, cancellation)) throw new ProblemException(JobsProblems.UnknownProject(project));
        if (body is { Cpus.Thousandths: < 0 } or { Memory.Value: < 0 } or { Accelerators: < 0 } or { Jobs: < 0 }) throw new ProblemException(JobsProblems.BadQuota("quota", "A bound is not below zero."));
        var rules = new ProjectRules(project) { Share = body.Share ?? 1, Quota = new(body.Cpus, body.Memory, body.Accelerators, body.Jobs) };
        await jobs.SetRulesAsync(caller.Actor, rules, cancellation);
        return TypedResults.Ok(BodyOf(rules));
    }

    private static RulesBody BodyOf(ProjectRules rules) => new(rules.Share, rules.Quota.Cpus, rules.Quota.Memory, rules.Quota.Accelerators, rules.Quota.Jobs);

    private static NodeView ViewOf(Caller caller, PlannedNode node, IReadOnlyList<RunningJob> running)
    {
        var here = running.Select(job => (Job: job, Count: job.Nodes.Count(name => name == node.Name))).Where(pair => pair.Count > 0).ToList();
        return new(
            node.Name,
            node.IsOpen,
            node.Region,
            node.Cpus,
            new(here.Sum(pair => (pair.Job.Needs.Cpus * pair.Count).Thousandths)),
            node.Memory,
            new(here.Sum(pair => pair.Job.Needs.Memory.Value * pair.Count)),
            node.Accelerators.Sum(group => group.Count),
            here.Sum(pair => (pair.Job.Needs.Accelerators?.Count ?? 0) * pair.Count),
            [.. here.Where(pair => Authorizer.Allows(caller, JobsPermissions.Read, pair.Job.Project)).Select(pair => pair.Job.Id)]);
    }
}
