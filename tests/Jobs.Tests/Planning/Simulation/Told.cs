namespace Athanor.Jobs.Planning.Simulation;

/// <summary>A snapshot in words, for a property that does not hold.</summary>
internal static class Told
{
    public static string Of(QueueSnapshot snapshot) => string.Join(
        '\n',
        [
            $"{snapshot.Rules}",
            .. snapshot.Nodes.Select(node => $"node {node.Name}: {node.Cpus} CPUs, {node.Memory}, {string.Join(", ", node.Accelerators)} {node.Region} {(node.IsOpen ? "" : "closed")}"),
            .. snapshot.Projects.Select(project => $"project {project.Project}: share {project.Share}, usage {project.Usage}, {project.Quota}"),
            .. snapshot.Running.Select(job => $"running {job.Id} of {job.Project}/{job.Owner} at {job.Priority} on {string.Join(' ', job.Nodes)} with {Needs(job.Needs)} since {Minutes(job.StartedAt, snapshot)}, limit {job.TimeLimit}, gone by {(job.GoneBy is { } gone ? Minutes(gone, snapshot) : "")} {(job.IsPreemptible ? "preemptible" : "")}"),
            .. snapshot.Waiting.Select(job => $"waiting {job.Id} of {job.Project}/{job.Owner} at {job.Priority}, {job.Replicas} with {Needs(job.Needs)} since {Minutes(job.QueuedAt, snapshot)}, limit {job.TimeLimit} {job.Region}"),
            .. snapshot.Promises.Select(promise => $"promised {promise.Job} at {(promise.At is { } at ? Minutes(at, snapshot) : "?")} on {string.Join(' ', promise.Nodes)}"),
        ]);

    public static string Of(Plan plan) => string.Join(
        '\n',
        [
            .. plan.Starts.Select(start => $"start {start.Job} on {string.Join(' ', start.Nodes)}"),
            .. plan.Preemptions.Select(preemption => $"preempt {preemption.Job} for {preemption.For}"),
            .. plan.Promises.Select(promise => $"promise {promise.Job} at {promise.At:HH:mm:ss} on {string.Join(' ', promise.Nodes)}"),
        ]);

    private static string Needs(Model.ReplicaNeeds needs) => $"{needs.Cpus} CPUs, {needs.Memory}, {needs.Accelerators?.Count ?? 0} GPUs {needs.Accelerators?.Model}";

    private static string Minutes(DateTimeOffset time, QueueSnapshot snapshot) => $"{(time - snapshot.Now).TotalMinutes:0.#}";
}
