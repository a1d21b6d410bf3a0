using Athanor.Jobs.Executors;
using Athanor.Jobs.Model;

namespace Athanor.Jobs.Scheduling;

/// <summary>Where the folders of jobs lie: under one root for each executor, because a cluster needs one that all its machines see.</summary>
internal sealed class AttemptFolders(IReadOnlyDictionary<string, string> roots)
{
    // A folder with too many others in it is slow to look through for whoever looks after the machine.
    private const int JobsPerFolder = 1000;

    public AttemptFolder Of(Job job, Attempt attempt) => new(Path.Combine(PlaceOf(roots[attempt.Executor], job.Id), NameOf(job)), attempt.Number);

    public AttemptRun RunOf(Job job) => new(job, job.Attempt!, Of(job, job.Attempt!));

    public IEnumerable<string> AllOf(long job) =>
        roots.Values.Where(root => root.Length > 0).Select(root => PlaceOf(root, job)).Where(Directory.Exists).SelectMany(place => Directory.EnumerateDirectories(place, $"{job}-*"));

    // Numbers come again in a database that was restored, or made anew, over folders that are still there. A moment does not.
    private static string NameOf(Job job) => $"{job.Id}-{job.SubmittedAt.ToUnixTimeMilliseconds():x}";

    private static string PlaceOf(string root, long job) => Path.Combine(root, $"{job / JobsPerFolder}");
}
