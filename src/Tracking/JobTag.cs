using Athanor.Tracking.Model;

namespace Athanor.Tracking;

/// <summary>By what a run knows the job that began it.</summary>
internal static class JobTag
{
    public const string Key = "athanor.job";

    // A key of a job acts as the job itself; nobody else is called so.
    private const string Job = "job/";

    /// <summary>What the server knows stands above what the job says of itself.</summary>
    public static IEnumerable<NamedText> Of(string actor) => actor.StartsWith(Job, StringComparison.Ordinal) ? [new(Key, actor[Job.Length..])] : [];
}
