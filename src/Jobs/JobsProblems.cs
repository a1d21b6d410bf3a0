using Athanor.Foundation.Problems;
using Athanor.Jobs.Model;

namespace Athanor.Jobs;

internal static class JobsProblems
{
    public static Problem TooLarge(int maximum) => new("jobs/too-large", 413, $"A specification has at most {maximum >> 10} KiB.", "Put data into a dataset or a bucket, and name it as an input.");

    public static Problem BadSpecification(long line, string section, string fault) => new(
        "jobs/bad-specification", 400, section.Length == 0 ? $"Line {line}: {fault}." : $"Line {line}, in `{section}`: {fault}.", "docs/jobs.md lists every field.");

    public static Problem UnknownJob(long id) => new("jobs/unknown-job", 404, $"There is no job {id}.", "`athanor jobs ls --all` lists them.");

    public static Problem UnknownProject(string name) => new("jobs/unknown-project", 404, $"There is no project '{name}'.", "`athanor projects ls` lists them.");

    public static Problem UnknownSecret(string project, string name) => new("jobs/unknown-secret", 400, $"The project '{project}' has no secret '{name}'.", "`athanor secrets set` sets it.");

    public static Problem UnknownDependency(long id) => new("jobs/unknown-dependency", 400, $"`after` names job {id}, which there is none of in a project where you may see jobs.", "Name jobs that were submitted before.");

    public static Problem IllegalMove(long id, JobState from, string wish) => new("jobs/illegal-move", 409, $"Job {id} is {Words(from)}, so it cannot be {wish}.", $"`athanor jobs show {id}` tells how it stands.");

    public static Problem Full(int maximum) => new("jobs/full", 429, $"{maximum:N0} jobs wait or run already.", "Wait until some have ended, or raise jobs.maximum-jobs.") { RetryAfter = TimeSpan.FromSeconds(30) };

    public static Problem NotYours(long id, string owner) => new("jobs/not-yours", 403, $"Job {id} is {owner}'s.", "Ask them, or somebody who may manage jobs in its project.");

    public static Problem HighPriority => new("jobs/priority", 403, "A priority above 0 takes jobs:manage in the project.", "Submit it without a priority, or ask somebody who may.");

    public static Problem Impossible(string reason) => new("jobs/impossible", 400, $"This job could never start: {reason}.", "Ask for less, or for another executor.");

    public static Problem UnknownExecutor(string name) => new("jobs/unknown-executor", 400, $"The executor '{name}' is not set up on this server.", "Leave `executor` out, or set up Slurm as docs/jobs.md says.");

    public static Problem SlurmRefused(string command, string said) => new("jobs/slurm-refused", 502, $"Slurm's {command} refused: {Short(said)}", "docs/jobs.md says how to set up Slurm; the same command in a shell tells more.");

    public static Problem SlurmMissing(string command, string reason) => new("jobs/slurm-missing", 502, $"Slurm's {command} could not be called: {reason}", "Install Slurm's client commands, or set slurm.commands to where they are.");

    public static Problem UnknownOption(string name, IReadOnlyList<string> known) => new("jobs/unknown-option", 400, $"The executor knows no option '{name}'.", $"It knows {string.Join(", ", known)}.");

    public static Problem BadQuota(string field, string rule) => new("jobs/bad-quota", 400, $"`{field}` cannot be this. {rule}", "Leave a bound out where there is none.");

    public static Problem NoLog(long id, int rank) => new("jobs/no-log", 404, $"Job {id} has no log of rank {rank}.", "A log is there once a replica has started, until its folder is removed.");

    public static Problem UnknownStage(string name) => new("jobs/unknown-stage", 400, $"There is no stage '{(name.Length > 40 ? name[..40] : name)}'.", "The stages are prepare, which places inputs, and store, which stores outputs.");

    public static Problem UnknownState(string name) => new("jobs/unknown-state", 400, $"There is no state '{name}'.", $"The states are {string.Join(", ", Enum.GetNames<JobState>().Select(state => state.ToLowerInvariant()))}.");

    private static string Short(string said) => said.Trim().ReplaceLineEndings(" ") is { Length: > 300 } text ? text[..300] : said.Trim().ReplaceLineEndings(" ");

    public static string Words(JobState state) => state.ToString().ToLowerInvariant();
}
