namespace Athanor.Jobs.Planning;

/// <summary>Decides who starts where, who makes room, and what is promised. It reads nothing but the snapshot and keeps nothing.</summary>
public static class Planner
{
    public static Plan Decide(QueueSnapshot snapshot) => new Round(snapshot).Decide();

    public static Explanation Explain(QueueSnapshot snapshot, long job) => new(Constraint.None, "");
}
