using Athanor.Access;
using Athanor.Access.Workloads;
using Athanor.Foundation.Problems;
using Athanor.Foundation.Units;
using Athanor.Jobs.Executors;
using Athanor.Jobs.Executors.Local;
using Athanor.Jobs.Model;
using Athanor.Jobs.Replicas;

namespace Athanor.Jobs.Launching;

/// <summary>Makes of a job and its places what each rank is started with.</summary>
internal sealed class LaunchComposer(JobsOptions options, WorkloadKeys keys, ProjectSecrets secrets, IReadOnlyDictionary<string, ServerAddresses> doors, IReadOnlyDictionary<string, IReadOnlyList<string>> programs)
{
    public async Task<IReadOnlyList<ReplicaLaunch>> ComposeAsync(AttemptRun run, CancellationToken cancellation)
    {
        var hidden = await OpenSecretsAsync(run.Job, cancellation);
        var key = await keys.OfAsync(run.Job.Id, run.Attempt.Number, NameOf(run.Job));
        var gang = GangPlaces.Of(run.Attempt.Places.Count > 0 ? run.Attempt.Places : [.. Enumerable.Repeat(new ReplicaPlace(""), run.Replicas)]);
        return [.. Enumerable.Range(0, run.Replicas).Select(rank => Compose(run, gang, rank, key, hidden))];
    }

    /// <summary>Commands that run in turn beside the gang, with the doors and the key of the job but no place in it.</summary>
    public async Task<ReplicaLaunch> ComposeAloneAsync(AttemptRun run, IReadOnlyList<IReadOnlyList<string>> steps)
    {
        var key = await keys.OfAsync(run.Job.Id, run.Attempt.Number, NameOf(run.Job));
        return new(run.Job.Id, run.Attempt.Number, 0, steps[^1], WorkOf(run))
        {
            Before = [.. steps.SkipLast(1)],
            Own = OwnOf(run),
            Environment = BasicVariables.Of(run, options).Concat(DoorVariables.Of(doors[LocalExecutor.ExecutorName], key)).ToDictionary(StringComparer.Ordinal),
            Limits = new() { Processes = options.Processes, Account = AccountOf() },
            LogBudget = Bytes.FromMebibytes(64),
        };
    }

    public static string NameOf(Job job) => $"job/{job.Id}";

    private ReplicaLaunch Compose(AttemptRun run, GangPlaces gang, int rank, IssuedKey key, Dictionary<string, string> hidden)
    {
        var (specification, place) = (run.Job.Specification, run.Attempt.Places.Count > rank ? run.Attempt.Places[rank] : null);
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in BasicVariables.Of(run, options).Concat(DoorVariables.Of(doors[run.Attempt.Executor], key)).Concat(specification.Environment).Concat(hidden).Concat(gang.VariablesOf(run, rank)).Concat(AcceleratorVariables.Of(place)))
            variables[name] = value;
        variables["ATHANOR_PROGRESS"] = run.Folder.Replica(rank).ProgressFile;
        return new(run.Job.Id, run.Attempt.Number, rank, CommandOf(run), WorkOf(run))
        {
            Environment = variables,
            Own = OwnOf(run),
            TimeLimit = specification.TimeLimit,
            StopGrace = options.StopGrace,
            LogBudget = options.LogBudget,
            Limits = new()
            {
                Memory = specification.Needs.Memory,
                Processes = options.Processes,
                Processors = place?.Processors ?? [],
                Cpus = place is { Processors.Count: > 0 } ? null : specification.Needs.Cpus,
                Account = AccountOf(),
            },
        };
    }

    // What is missing now may have been there at the submission: the job says so instead of running without it.
    private async Task<Dictionary<string, string>> OpenSecretsAsync(Job job, CancellationToken cancellation)
    {
        var hidden = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (variable, name) in job.Specification.Secrets)
            hidden[variable] = await secrets.OpenAsync(job.Project, name, cancellation) ?? throw new ProblemException(JobsProblems.UnknownSecret(job.Project, name));
        return hidden;
    }

    // This very program, wherever it lies on the machine: no PATH of a job has it.
    private IReadOnlyList<string> CommandOf(AttemptRun run) => run.Job.Specification.Command is ["athanor", ..] and var command ? [.. programs[run.Attempt.Executor], .. command.Skip(1)] : run.Job.Specification.Command;

    private static IReadOnlyList<string> OwnOf(AttemptRun run) => [run.Folder.Work, run.Folder.Checkpoints];

    private string? AccountOf() => options.Account.Length == 0 ? null : options.Account;

    private static string WorkOf(AttemptRun run) => run.Job.Specification.Directory ?? run.Folder.Work;
}
