using System.CommandLine;
using System.Text.Json;
using Athanor.Foundation.Problems;
using Spectre.Console;

namespace Athanor.App.Verbs.Jobs;

/// <summary>The daily path: <c>athanor run --gpus 1 -- python3 train.py</c> runs a command as a job, in this folder, and shows what it says.</summary>
internal static class RunVerb
{
    private static readonly Argument<string[]> Words = new("command") { Description = "The command, behind --.", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<string?> Name = new("--name") { Description = "What it is called; the name of the program." };
    private static readonly Option<string?> Project = new("--project") { Description = "The project it belongs to; the only one of your key, or else default." };
    private static readonly Option<int?> Replicas = new("--replicas", "-n") { Description = "How many ranks run together (1)." };
    private static readonly Option<string?> Cpus = new("--cpus") { Description = "Processors of each (1)." };
    private static readonly Option<string?> Memory = new("--memory") { Description = "Memory of each, such as 4GiB." };
    private static readonly Option<int?> Gpus = new("--gpus") { Description = "GPUs of each." };
    private static readonly Option<string?> GpuModel = new("--gpu-model") { Description = "Only GPUs whose name holds this." };
    private static readonly Option<string[]> Variable = new("--env", "-e") { Description = "NAME=VALUE; may be given several times.", DefaultValueFactory = _ => [] };
    private static readonly Option<string[]> Input = new("--input", "-i") { Description = "SOURCE:FOLDER, such as leaves@main:data, placed in $ATHANOR_WORK/FOLDER.", DefaultValueFactory = _ => [] };
    private static readonly Option<string[]> Result = new("--output", "-o") { Description = "FOLDER:TARGET, such as out:leaves@results, stored when it ended well.", DefaultValueFactory = _ => [] };
    private static readonly Option<string?> TimeLimit = new("--time-limit", "-t") { Description = "After which it is stopped, such as 2h." };
    private static readonly Option<int?> Retries = new("--retries") { Description = "How often it is tried again when it fails." };
    private static readonly Option<int?> Priority = new("--priority") { Description = "Above 0 it goes before others (needs jobs:manage)." };
    private static readonly Option<string[]> After = new("--after") { Description = "JOB or JOB:failure or JOB:end that must have ended before.", DefaultValueFactory = _ => [] };
    private static readonly Option<int?> Array = new("--array") { Description = "So many jobs, each with its number in ATHANOR_ARRAY_INDEX." };
    private static readonly Option<string?> Checkpoint = new("--checkpoint-signal") { Description = "The signal upon which it makes a checkpoint, so that it may be asked to make room." };
    private static readonly Option<string?> Executor = new("--executor") { Description = "local or slurm; the server's own choice." };
    private static readonly Option<string?> Directory = new("--directory", "-C") { Description = "The folder it runs in; this one." };
    private static readonly Option<bool> Detach = new("--detach", "-d") { Description = "Do not wait: print its number and return." };

    public static Command Create() => Verb.Of(
        "run", "Run a command as a job, and show what it says: athanor run --gpus 1 -- python3 train.py", RunAsync, Words, Name, Project, Replicas, Cpus, Memory, Gpus, GpuModel, Variable, Input, Result, TimeLimit, Retries, Priority, After, Array,
        Checkpoint, Executor, Directory, Detach);

    private static async Task<int> RunAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var job = await SubmitVerb.SendAsync(api, JsonSerializer.Serialize(SpecificationOf(cli)), cancellation);
        var id = JobText.IdOf(job);
        if (cli.Get(Detach))
        {
            cli.Output.Write(job, console => console.WriteLine($"{id}"));
            return Verb.Succeeded;
        }
        await Console.Error.WriteLineAsync($"Job {id} is {JobText.StateOf(job)}. Ctrl+C leaves it running: athanor jobs logs {id} -f");
        if (!cli.Output.AsJson) await LogsVerb.FollowJobAsync(api, id, cancellation);
        job = await JobChangeVerbs.WaitAsync(api, id, cancellation);
        if (cli.Output.AsJson) cli.Output.Write(job, _ => { });
        else if (JobText.StateOf(job) != "succeeded") await Console.Error.WriteLineAsync($"Job {id} {JobText.StateOf(job)}. {JobText.ReasonOf(job)}");
        return JobText.ExitCodeOf(job);
    }

    private static Dictionary<string, object> SpecificationOf(Invocation cli)
    {
        var command = cli.Get(Words)!;
        if (command.Length == 0) throw new ProblemException(JobCommandProblems.NoCommand);
        var all = new Dictionary<string, object?>
        {
            ["command"] = command,
            ["name"] = cli.Get(Name) ?? Path.GetFileName(command[0]),
            ["project"] = cli.Get(Project),
            ["replicas"] = cli.Get(Replicas),
            ["resources"] = Some(new() { ["cpus"] = cli.Get(Cpus), ["memory"] = cli.Get(Memory), ["gpus"] = cli.Get(Gpus), ["gpuModel"] = cli.Get(GpuModel) }),
            ["environment"] = Some(cli.Get(Variable)!.Select(Pair).ToDictionary(pair => pair.Name, pair => (object?)pair.Value)),
            ["inputs"] = cli.Get(Input)!.Select(text => Place(text, text.LastIndexOf(':'))).ToList() is { Count: > 0 } inputs ? inputs : null,
            ["outputs"] = cli.Get(Result)!.Select(text => Place(text, text.IndexOf(':', StringComparison.Ordinal))).ToList() is { Count: > 0 } outputs ? outputs : null,
            ["timeLimit"] = cli.Get(TimeLimit),
            ["retries"] = cli.Get(Retries),
            ["priority"] = cli.Get(Priority),
            ["after"] = cli.Get(After) is { Length: > 0 } after ? after : null,
            ["array"] = cli.Get(Array),
            ["checkpoint"] = cli.Get(Checkpoint) is { } signal ? new { signal } : null,
            ["executor"] = cli.Get(Executor),
            ["directory"] = Path.GetFullPath(cli.Get(Directory) ?? "."),
        };
        return Some(all)!;
    }

    private static Dictionary<string, object>? Some(Dictionary<string, object?> values) =>
        values.Where(value => value.Value is not null).ToDictionary(value => value.Key, value => value.Value!) is { Count: > 0 } some ? some : null;

    private static (string Name, string Value) Pair(string text) => text.Split('=', 2) is [var name, var value] ? (name, value) : throw new ProblemException(JobCommandProblems.BadVariable(text));

    private static Dictionary<string, string> Place(string text, int colon) => colon > 0 && colon < text.Length - 1
        ? new() { ["from"] = text[..colon], ["to"] = text[(colon + 1)..] }
        : throw new ProblemException(JobCommandProblems.BadPlace(text));
}
