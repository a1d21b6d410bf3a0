using System.CommandLine;
using System.Globalization;
using Athanor.Foundation.Problems;

namespace Athanor.App.Verbs.Jobs;

/// <summary>Shows what a replica writes to its output, byte for byte.</summary>
internal static class LogsVerb
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private static readonly Argument<long> Id = new("job") { Description = "Its number." };
    private static readonly Option<bool> Follow = new("--follow", "-f") { Description = "Go on with what it writes from now on, until it has ended." };
    private static readonly Option<int?> Rank = new("--rank", "-r") { Description = "Which replica, counted from 0 (0)." };
    private static readonly Option<int?> Attempt = new("--attempt") { Description = "Which attempt, counted from 1; the latest." };
    private static readonly Option<int?> Lines = new("--tail", "-n") { Description = "Only so many lines from the end." };
    private static readonly Option<string?> Stage = new("--stage") { Description = "prepare or store: what placed the inputs, or stored the outputs." };

    public static Command Create() => Verb.Of("logs", "Show what a job writes.", RunAsync, Id, Follow, Rank, Attempt, Lines, Stage);

    /// <summary>Waits for a job to start and shows the output of its first rank over all its attempts.</summary>
    public static async Task FollowJobAsync(ApiClient api, long id, CancellationToken cancellation)
    {
        await using var output = Console.OpenStandardOutput();
        for (var shown = 0; ;)
        {
            var job = await api.GetAsync($"/api/v1/jobs/{id}", cancellation);
            var attempts = job.GetProperty("attempts").GetInt32();
            if (attempts > shown && await TryCopyAsync(api, $"/api/v1/jobs/{id}/log?follow=true&attempt={attempts}", output, cancellation)) shown = attempts;
            else if (JobText.IsOver(job)) return;
            else await Task.Delay(Pause, TimeProvider.System, cancellation);
        }
    }

    private static async Task<int> RunAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        (string Name, object? Value)[] asked = [("follow", cli.Get(Follow) ? "true" : null), ("rank", cli.Get(Rank)), ("attempt", cli.Get(Attempt)), ("lines", cli.Get(Lines)), ("stage", cli.Get(Stage))];
        var query = asked.Where(one => one.Value is not null).Select(one => $"{one.Name}={Uri.EscapeDataString(Convert.ToString(one.Value, CultureInfo.InvariantCulture)!)}");
        await using var log = await api.OpenAsync($"/api/v1/jobs/{cli.Get(Id)}/log?{string.Join('&', query)}", cancellation);
        await using var output = Console.OpenStandardOutput();
        await log.CopyToAsync(output, cancellation);
        return Verb.Succeeded;
    }

    // There is no log yet in the moment between the place and the start.
    private static async Task<bool> TryCopyAsync(ApiClient api, string path, Stream output, CancellationToken cancellation)
    {
        try
        {
            await using var log = await api.OpenAsync(path, cancellation);
            await log.CopyToAsync(output, cancellation);
            await output.FlushAsync(cancellation);
            return true;
        }
        catch (ProblemException missing) when (missing.Problem.Code == "jobs/no-log")
        {
            return false;
        }
    }
}
