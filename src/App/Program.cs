using Athanor.App.Verbs;
using Athanor.Jobs.Executors.Slurm;
using Athanor.Jobs.Replicas;

// Before anything else is loaded, which the method below is for: a shim is started for each replica, and lives as long as it.
if (args is ["worker", "shim", "--slurm", var attempt]) return SlurmTask.Run(attempt);
if (args is ["worker", "shim", .. var folders]) return ShimProgram.Run(folders);

return await RunAsync(args);

// A server stops when its requests are answered, within its own limit; the two seconds that a command gets otherwise would cut them off.
static Task<int> RunAsync(string[] args) => CommandLine.Create().Parse(args).InvokeAsync(new() { ProcessTerminationTimeout = Timeout.InfiniteTimeSpan });
