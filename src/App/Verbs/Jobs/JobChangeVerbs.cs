using System.CommandLine;
using System.Text.Json;
using Spectre.Console;

namespace Athanor.App.Verbs.Jobs;

/// <summary>Stopping jobs, trying them again, and waiting for them.</summary>
internal static class JobChangeVerbs
{
    private const int LongestWait = 60;

    private static readonly Argument<long[]> Ids = new("jobs") { Description = "Their numbers.", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<bool> All = new("--array") { Description = "All jobs of the arrays that begin with these." };
    private static readonly Argument<long> Id = new("job") { Description = "Its number." };

    public static Command Cancel() => Verb.Of("cancel", "Stop jobs, with all that they started.", (cli, cancellation) => ChangeAsync(cli, cli.Get(All) ? "cancel-array" : "cancel", cancellation), Ids, All);

    public static Command Retry() => Verb.Of("retry", "Try failed or cancelled jobs again.", (cli, cancellation) => ChangeAsync(cli, "retry", cancellation), Ids);

    public static Command Wait() => Verb.Of("wait", "Wait until a job is over, and exit as it did.", WaitAsync, Id);

    public static async Task<JsonElement> WaitAsync(ApiClient api, long id, CancellationToken cancellation)
    {
        while (true)
        {
            var job = await api.GetAsync($"/api/v1/jobs/{id}?waitSeconds={LongestWait}", cancellation);
            if (JobText.IsOver(job)) return job;
        }
    }

    private static async Task<int> ChangeAsync(Invocation cli, string change, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var changed = new List<JsonElement>();
        foreach (var id in cli.Get(Ids)!) changed.Add(await api.SendAsync(HttpMethod.Post, $"/api/v1/jobs/{id}/{change}", null, cancellation));
        cli.Output.Write(changed, console =>
        {
            foreach (var job in changed) console.WriteLine(job.TryGetProperty("jobs", out var count) ? $"{count} jobs are cancelled." : $"Job {JobText.IdOf(job)} is {JobText.StateOf(job)}.");
        });
        return Verb.Succeeded;
    }

    private static async Task<int> WaitAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var job = await WaitAsync(api, cli.Get(Id), cancellation);
        cli.Output.Write(job, console => console.WriteLine($"Job {JobText.IdOf(job)} {JobText.StateOf(job)}. {JobText.ReasonOf(job)}".TrimEnd()));
        return JobText.ExitCodeOf(job);
    }
}
