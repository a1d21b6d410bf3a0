namespace Athanor.Access.Workloads;

/// <summary>Something that runs in somebody's name in one project, such as a job; its own name is the one it has in the Journal: <c>job/12</c>.</summary>
public sealed record Workload(string Name, string Owner, string Project);
