using System.CommandLine;
using System.Text.Json;
using Athanor.App.Server;
using Athanor.App.Verbs.Jobs;
using Athanor.Foundation.Problems;
using Spectre.Console;

namespace Athanor.App.Verbs;

/// <summary>The first minute of a newcomer: a server, a project in it, the proof of what happened, and what to type next.</summary>
internal static class QuickstartVerb
{
    private const string Project = "plants";

    private static readonly Option<bool> KeepRunning = new("--keep-running") { Description = "Leave the server running until Ctrl+C, to look at the console." };

    public static Command Create()
    {
        var command = Verb.Of("quickstart", "See Athanor work on this machine, from an empty directory to an audited project.", RunAsync, KeepRunning);
        SettingFlags.AddTo(command);
        return command;
    }

    private static async Task<int> RunAsync(Invocation cli, CancellationToken cancellation)
    {
        var stages = new QuickstartStages(cli.Output, TimeProvider.System);
        await using var server = await stages.RunAsync("server", () => StartAsync(cli, cancellation), started => started is null ? "already running" : $"started at {started.Url}");
        using var api = cli.Api();
        await stages.RunAsync("project", () => EnsureProjectAsync(api, cancellation), isNew => isNew ? $"{Project} created" : $"{Project} is there from an earlier run");
        await stages.RunAsync("job", () => RunJobAsync(api, cancellation), job => $"{JobText.IdOf(job)} {JobText.StateOf(job)} on {job.GetProperty("attempt").GetProperty("places")[0].GetProperty("node").GetString()}");
        var verdict = await stages.RunAsync("journal", () => VerifyAsync(api, cancellation), facts => $"{facts} facts, chain whole");

        var address = cli.Data.FindServer()!.Url;
        cli.Output.Write(
            new { ok = true, url = address, project = Project, facts = verdict, stages = stages.Finished },
            console => WriteNextSteps(console, address, cli.Data, isStaying: server is null || cli.Get(KeepRunning)));
        if (server is not null && cli.Get(KeepRunning)) await server.WaitForStopAsync(cancellation);
        return Verb.Succeeded;
    }

    private static async Task<AthanorServer?> StartAsync(Invocation cli, CancellationToken cancellation)
    {
        if (cli.Data.FindServer() is not null) return null;

        var server = AthanorServer.Create(cli.LoadConfiguration(unlessGiven: KeyValuePair.Create("telemetry.log-level", "warning")), cli.Data, TimeProvider.System);
        await server.StartAsync(cancellation);
        return server;
    }

    private static async Task<bool> EnsureProjectAsync(ApiClient api, CancellationToken cancellation)
    {
        try
        {
            await api.SendAsync(HttpMethod.Post, "/api/v1/projects", new { name = Project, description = "Photos of leaves, and what they show." }, cancellation);
            return true;
        }
        catch (ProblemException exists) when (exists.Problem.Status == StatusCodes.Status409Conflict)
        {
            return false;
        }
    }

    private static async Task<JsonElement> RunJobAsync(ApiClient api, CancellationToken cancellation)
    {
        var job = await SubmitVerb.SendAsync(api, $"name: hello\nproject: {Project}\ncommand: [echo, \"A job has run.\"]", cancellation);
        job = await JobChangeVerbs.WaitAsync(api, JobText.IdOf(job), cancellation);
        return JobText.StateOf(job) == "succeeded" ? job : throw new ProblemException(CommandProblems.JobFailed(JobText.IdOf(job), JobText.ReasonOf(job)));
    }

    private static async Task<long> VerifyAsync(ApiClient api, CancellationToken cancellation)
    {
        var verdict = await api.SendAsync(HttpMethod.Post, "/api/v1/journal/verify", null, cancellation);
        return verdict.GetProperty("ok").GetBoolean()
            ? verdict.GetProperty("facts").GetInt64()
            : throw new ProblemException(CommandProblems.JournalNotWhole(verdict.GetProperty("finding").GetString()!));
    }

    private static void WriteNextSteps(IAnsiConsole console, string address, DataDirectory data, bool isStaying)
    {
        console.WriteLine();
        console.WriteLine(isStaying ? $"Console  {address}, sign in with the key in {data.AdminKeyFile}" : "The server has stopped again. To look around: athanor quickstart --keep-running");
        console.WriteLine();
        console.WriteLine("Try next");
        console.WriteLine("  athanor up                       start the server");
        console.WriteLine("  eval \"$(athanor env)\"            point clients at it");
        console.WriteLine("  athanor run -- python3 train.py  run something as a job");
        console.WriteLine("  athanor access add ada           let somebody else in");
        console.WriteLine("  athanor audit tail --follow      watch what happens");
        console.WriteLine("  athanor doctor                   see what this machine offers");
    }
}
