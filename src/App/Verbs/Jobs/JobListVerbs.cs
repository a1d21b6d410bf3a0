using System.CommandLine;
using System.Text.Json;
using Athanor.App.Verbs.Data;
using Spectre.Console;

namespace Athanor.App.Verbs.Jobs;

/// <summary>Looking at jobs.</summary>
internal static class JobListVerbs
{
    private const int UsualLimit = 50;

    private static readonly Argument<long> Id = new("job") { Description = "Its number." };
    private static readonly Option<bool> All = new("--all", "-a") { Description = "Also those that are over." };
    private static readonly Option<string?> State = new("--state") { Description = "Only in these states, separated by commas." };
    private static readonly Option<string?> Project = new("--project") { Description = "Only of this project." };
    private static readonly Option<string?> Owner = new("--owner") { Description = "Only of this person." };
    private static readonly Option<int> Limit = new("--limit", "-n") { Description = "How many, the newest first.", DefaultValueFactory = _ => UsualLimit };
    private static readonly Option<bool> Specification = new("--spec") { Description = "Print what was submitted, to submit it again." };

    public static Command List() => Verb.Of("ls", "List jobs that wait or run.", ListAsync, All, State, Project, Owner, Limit);

    public static Command Show() => Verb.Of("show", "Show how a job stands, with all its attempts.", ShowAsync, Id, Specification);

    private static async Task<int> ListAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var states = cli.Get(State) ?? (cli.Get(All) ? "" : "held,queued,placed,running,stopping");
        var query = $"/api/v1/jobs?state={Uri.EscapeDataString(states)}&project={Uri.EscapeDataString(cli.Get(Project) ?? "")}&owner={Uri.EscapeDataString(cli.Get(Owner) ?? "")}";
        var jobs = await api.ReadAllAsync(query, cancellation).Take(Math.Max(1, cli.Get(Limit))).ToListAsync(cancellation);
        cli.Output.Write(jobs, console => WriteTable(console, jobs));
        return Verb.Succeeded;
    }

    private static void WriteTable(IAnsiConsole console, List<JsonElement> jobs)
    {
        var table = Output.NewTable("job", "name", "project", "owner", "state", "time", "");
        foreach (var job in jobs)
        {
            string[] cells = [$"{JobText.IdOf(job)}", Text(job, "name"), Text(job, "project"), Text(job, "owner"), JobText.StateOf(job), JobText.TimeOf(job), JobText.ReasonOf(job)];
            table.AddRow(cells.Select(cell => new Text(cell)));
        }
        console.Write(table);
        if (jobs.Count == 0) console.WriteLine("No job waits or runs. `athanor run -- COMMAND` starts one; `athanor jobs ls --all` shows those that are over.");
    }

    private static async Task<int> ShowAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var job = await api.GetAsync($"/api/v1/jobs/{cli.Get(Id)}", cancellation);
        if (cli.Get(Specification))
        {
            Console.WriteLine(JsonSerializer.Serialize(job.GetProperty("specification"), Indented));
            return Verb.Succeeded;
        }
        var attempts = await api.GetAsync($"/api/v1/jobs/{cli.Get(Id)}/attempts", cancellation);
        cli.Output.Write(new { job, attempts }, console =>
        {
            console.WriteLine($"Job {JobText.IdOf(job)}  {Text(job, "name")}  {JobText.StateOf(job)}  {JobText.TimeOf(job)}");
            if (JobText.ReasonOf(job) is { Length: > 0 } reason) console.WriteLine(reason);
            console.WriteLine($"Project {Text(job, "project")}, of {Text(job, "owner")}, submitted {DataText.TimeOf(job, "submittedAt")}");
            console.WriteLine($"Command {string.Join(' ', job.GetProperty("specification").GetProperty("command").EnumerateArray().Select(word => DataText.Line(word.GetString())))}");
            foreach (var attempt in attempts.EnumerateArray()) WriteAttempt(console, attempt);
        });
        return Verb.Succeeded;
    }

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static void WriteAttempt(IAnsiConsole console, JsonElement attempt)
    {
        var places = attempt.GetProperty("places").EnumerateArray().Select(place => Text(place, "node")).Distinct();
        console.WriteLine($"Attempt {attempt.GetProperty("number").GetInt32()}  {Text(attempt, "executor")} {string.Join(", ", places)}  {JobText.TimeOf(attempt)}  {Text(attempt, "verdict")}");
    }

    private static string Text(JsonElement item, string property) => DataText.Line(item.GetProperty(property).GetString());
}
