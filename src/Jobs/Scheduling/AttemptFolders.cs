using Athanor.Jobs.Executors;
using Athanor.Jobs.Model;

namespace Athanor.Jobs.Scheduling;

/// <summary>Where the folders of jobs lie: under one root for each executor, because a cluster needs one that all its machines see.</summary>
internal sealed class AttemptFolders(IReadOnlyDictionary<string, string> roots)
{
    // A folder with too many others in it is slow to look through for whoever looks after the machine.
    private const int JobsPerFolder = 1000;

    public AttemptFolder Of(Job job, Attempt attempt) => new(PathOf(job, attempt.Executor), attempt.Number);

    public AttemptRun RunOf(Job job) => new(job, job.Attempt!, Of(job, job.Attempt!));

    public IEnumerable<string> AllOf(long job) => roots.Values.Select(root => PathOf(root, job)).Where(Directory.Exists);

    private string PathOf(Job job, string executor) => PathOf(roots[executor], job.Id);

    private static string PathOf(string root, long job) => Path.Combine(root, $"{job / JobsPerFolder}", $"{job}");
}
