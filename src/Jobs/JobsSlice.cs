using Athanor.Access;
using Athanor.Access.Authorization;
using Athanor.Access.Workloads;
using Athanor.Compute.Inventory;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Databases.Migrations;
using Athanor.Foundation.Usage;
using Athanor.Jobs.Api;
using Athanor.Jobs.Executors;
using Athanor.Jobs.Executors.Local;
using Athanor.Jobs.Executors.Slurm;
using Athanor.Jobs.Launching;
using Athanor.Jobs.Queue;
using Athanor.Jobs.Scheduling;
using Athanor.Jobs.Watching;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Athanor.Jobs;

public static class JobsSlice
{
    private const string ReadsInProject = "It takes jobs:read in the job's project.";
    private const string RunsInProject = "One's own jobs take jobs:run in their project, those of others jobs:manage.";

    public static IReadOnlyList<Migration> Migrations { get; } = Migration.Of("jobs", typeof(JobsSlice).Assembly);

    /// <param name="services">Where they are registered.</param>
    /// <param name="options">The settings.</param>
    /// <param name="slurm">The settings of a cluster.</param>
    /// <param name="folder">Where the folders of jobs lie.</param>
    /// <param name="program">How to start this program: shims, and what places inputs.</param>
    /// <param name="addresses">Where jobs find the doors.</param>
    public static IServiceCollection AddJobs(this IServiceCollection services, JobsOptions options, SlurmOptions slurm, string folder, IReadOnlyList<string> program, ServerAddresses addresses) => services
        .AddSingleton(options)
        .AddSingleton(slurm)
        .AddSingleton<JobTable>()
        .AddSingleton<JobsMetrics>()
        .AddSingleton<IWorkloads, RunningWorkloads>()
        .AddSingleton(_ => new LocalMachine(MachineInventory.Read(), options, Environment.MachineName))
        .AddSingleton(provider => new ShimPool([.. program, "worker", "shim"], Math.Max(2, 2 * Environment.ProcessorCount), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<LocalExecutor>()
        .AddSingleton<SlurmCommands>()
        .AddSingleton<SlurmQueue>()
        .AddSingleton(provider => new SlurmExecutor(
            slurm, provider.GetRequiredService<SlurmCommands>(), provider.GetRequiredService<SlurmQueue>(), program, provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new ExecutorSet(
            slurm.IsSetUp ? [provider.GetRequiredService<LocalExecutor>(), provider.GetRequiredService<SlurmExecutor>()] : [provider.GetRequiredService<LocalExecutor>()], options.Executor))
        .AddSingleton(_ => new AttemptFolders(new Dictionary<string, string> { [LocalExecutor.ExecutorName] = options.Folder.Length > 0 ? options.Folder : folder, [SlurmExecutor.ExecutorName] = slurm.Folder }))
        .AddSingleton<AttemptHolds>()
        .AddSingleton<IUsageSource, MachineUsage>()
        .AddSingleton<JobLedger>()
        .AddSingleton<QueueReader>()
        .AddSingleton<FairShares>()
        .AddSingleton<JobStopper>()
        .AddSingleton(provider => new LaunchComposer(
            options,
            provider.GetRequiredService<WorkloadKeys>(),
            provider.GetRequiredService<ProjectSecrets>(),
            new Dictionary<string, ServerAddresses>
            {
                [LocalExecutor.ExecutorName] = addresses,
                [SlurmExecutor.ExecutorName] = new(slurm.ServerUrl.Length > 0 ? slurm.ServerUrl : addresses.Main, slurm.S3Url.Length > 0 ? slurm.S3Url : addresses.S3, addresses.S3Region),
            },
            new Dictionary<string, IReadOnlyList<string>> { [LocalExecutor.ExecutorName] = program, [SlurmExecutor.ExecutorName] = slurm.Program.Length > 0 ? [slurm.Program] : program }))
        .AddSingleton(provider => new Staging(provider.GetRequiredService<LocalExecutor>(), provider.GetRequiredService<LaunchComposer>(), program))
        .AddSingleton<AttemptRunner>()
        .AddSingleton<Scheduler>()
        .AddHostedService(provider => provider.GetRequiredService<Scheduler>())
        .AddHostedService<RunGauges>()
        .AddHostedService<RunWatch>()
        .AddHostedService<FolderKeeper>()
        .AddSingleton(provider => new JobLogs(provider.GetRequiredService<IDatabase>(), provider.GetRequiredService<AttemptFolders>()))
        .AddSingleton<JobHistory>()
        .AddSingleton(provider => new JobDirectory(
            provider.GetRequiredService<IDatabase>(),
            provider.GetRequiredService<JobTable>(),
            provider.GetRequiredService<JobLedger>(),
            provider.GetRequiredService<ExecutorSet>(),
            provider.GetRequiredService<AttemptFolders>(),
            provider.GetRequiredService<QueueReader>(),
            provider.GetRequiredService<FairShares>(),
            provider.GetRequiredService<JobStopper>(),
            provider.GetRequiredService<IJobInputs>(),
            options,
            provider.GetRequiredService<TimeProvider>()));

    /// <summary>What the main door tells and lets change about jobs.</summary>
    public static void MapJobs(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1/jobs").WithTags("jobs");
        api.MapPost("", JobApi.SubmitAsync).AnyCaller("It takes jobs:run in the project that the specification names.").Accepts<string>("application/yaml", "application/json");
        api.MapGet("", JobApi.ListAsync).AnyCaller("Shows the jobs of the projects in which the caller may read them.");
        api.MapGet("/{job}", JobApi.GetAsync).AnyCaller(ReadsInProject);
        api.MapGet("/{job}/why", JobApi.ExplainAsync).AnyCaller(ReadsInProject);
        api.MapGet("/{job}/attempts", JobApi.ListAttemptsAsync).AnyCaller(ReadsInProject);
        api.MapGet("/{job}/log", LogApi.StreamAsync).AnyCaller(ReadsInProject).Produces<string>(StatusCodes.Status200OK, "text/plain");
        api.MapGet("/{job}/samples", LogApi.ListSamplesAsync).AnyCaller(ReadsInProject);
        api.MapPost("/{job}/cancel", JobApi.CancelAsync).AnyCaller(RunsInProject);
        api.MapPost("/{job}/cancel-array", JobApi.CancelArrayAsync).AnyCaller(RunsInProject);
        api.MapPost("/{job}/retry", JobApi.RetryAsync).AnyCaller(RunsInProject);

        var queue = routes.MapGroup("/api/v1/queue").WithTags("jobs");
        queue.MapGet("", QueueApi.Show).AnyCaller("Everybody may see how full the machines are; jobs only where jobs:read allows it.");
        queue.MapGet("/projects/{project}", QueueApi.GetRulesAsync).RequiresInProject(JobsPermissions.Read);
        queue.MapPut("/projects/{project}", QueueApi.SetRulesAsync).Requires(JobsPermissions.Manage);
    }
}
