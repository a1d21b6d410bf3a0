using System.Text.Json.Nodes;
using Athanor.Access.Authorization;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Idempotency;
using Athanor.Foundation.Identifiers;
using Athanor.Foundation.Problems;
using Athanor.Jobs.Model;

namespace Athanor.Jobs.Queue;

/// <summary>Puts what was submitted into the tables: one job, or all of an array.</summary>
internal sealed class Submission(Caller caller, string owner, JobSpecification specification, IReadOnlyList<Subject> parents, DateTimeOffset now)
{
    private const int LongestArray = 256 << 20;

    public IReadOnlyList<Job> Store(WriteSession session, CreationKey? once)
    {
        var added = new List<Job>();
        var first = long.Parse(CreationKey.Once(session, once, now, () => $"{Add(session, added)}"));
        return added.Count > 0 ? added : [JobsDatabase.Find(session, first)!];
    }

    private long Add(WriteSession session, List<Job> added)
    {
        RefuseUnknown(session);
        var size = specification.Array?.Size;
        if ((long)JobDirectory.Serialize(specification).Length * (size ?? 1) > LongestArray) throw new ProblemException(JobsProblems.TooLarge(LongestArray));
        var first = JobsDatabase.NextId(session);
        for (var index = 0; index < (size ?? 1); index++) added.Add(AddOne(session, first + index, size is null ? null : (first, index)));
        Record(session, added[0], size);
        return first;
    }

    private Job AddOne(WriteSession session, long id, (long First, int Index)? array)
    {
        var job = new Job(id, specification, owner, JobState.Held, now) { QueuedAt = now, ArrayOf = array?.First, ArrayIndex = array?.Index };
        JobsDatabase.Add(session, job);
        foreach (var dependency in specification.After) JobsDatabase.AddDependency(session, id, dependency);
        if (Dependencies.Judge(session, id) is not { } release) return job;
        var released = release.Of(job, now) with { Version = job.Version + 1 };
        JobsDatabase.Update(session, released, job.Version);
        return released;
    }

    private void Record(WriteSession session, Job first, int? size)
    {
        var fact = JobLedger.FactOf(caller.Actor, "job.submitted", first) with { Parents = caller.Subject.Kind == "job" ? [new("project", first.Project), caller.Subject, .. parents] : [new("project", first.Project), .. parents] };
        (fact.Details["name"], fact.Details["state"]) = (first.Name, JobsProblems.Words(first.State));
        if (size is { } count) fact.Details["jobs"] = count;
        if (specification.Labels.Count > 0) fact.Details["labels"] = new JsonArray([.. specification.Labels.Select(label => (JsonNode)label)]);
        session.Record(fact);
    }

    // One cannot wait for what is not there yet, so nobody can wait for himself, over however many others.
    private void RefuseUnknown(WriteSession session)
    {
        foreach (var dependency in specification.After)
            if (JobsDatabase.Find(session, dependency.Job) is not { } awaited || !Authorizer.Allows(caller, JobsPermissions.Read, awaited.Project)) throw new ProblemException(JobsProblems.UnknownDependency(dependency.Job));
    }
}
