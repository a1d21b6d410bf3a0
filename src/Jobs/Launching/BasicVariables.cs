using System.Globalization;
using Athanor.Jobs.Executors;

namespace Athanor.Jobs.Launching;

/// <summary>What every command finds: a plain environment of its own, and what it is a part of. The job's own words come after these.</summary>
internal static class BasicVariables
{
    private const string Path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    public static IEnumerable<KeyValuePair<string, string>> Of(AttemptRun run, JobsOptions options)
    {
        var specification = run.Job.Specification;
        var variables = new Dictionary<string, string>
        {
            ["PATH"] = Path,
            ["LANG"] = "C.UTF-8",
            ["HOME"] = Home(options),
            ["TMPDIR"] = "/tmp",
            ["PYTHONUNBUFFERED"] = "1",     // a log that is read while it is written
            ["OMP_NUM_THREADS"] = Text(Math.Max(1, (long)specification.Needs.Cpus.Count)),
            ["ATHANOR_JOB_ID"] = Text(run.Job.Id),
            ["ATHANOR_JOB_NAME"] = run.Job.Name,
            ["ATHANOR_PROJECT"] = run.Job.Project,
            ["ATHANOR_ATTEMPT"] = Text(run.Attempt.Number),
            ["ATHANOR_WORK"] = run.Folder.Work,
            ["ATHANOR_CHECKPOINTS"] = run.Folder.Checkpoints,
        };
        if (run.Job.ArrayIndex is { } index) (variables["ATHANOR_ARRAY_INDEX"], variables["ATHANOR_ARRAY_ID"]) = (Text(index), Text(run.Job.ArrayOf ?? run.Job.Id));
        return variables;
    }

    private static string Home(JobsOptions options) => options.Account.Length > 0 ? $"/home/{options.Account}" : Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } home ? home : "/";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
