using System.CommandLine;
using System.Text.Json;
using Athanor.App.Verbs.Data;
using Spectre.Console;

namespace Athanor.App.Verbs.Jobs;

/// <summary>Explains why a job waits.</summary>
internal static class WhyVerb
{
    private static readonly Argument<long> Id = new("job") { Description = "Its number." };

    public static Command Create() => Verb.Of("why", "Explain why a job waits, and what would start it.", RunAsync, Id);

    private static async Task<int> RunAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var why = await api.GetAsync($"/api/v1/jobs/{cli.Get(Id)}/why", cancellation);
        cli.Output.Write(why, console =>
        {
            console.WriteLine(DataText.Line(why.GetProperty("reason").GetString()));
            foreach (var holder in why.GetProperty("holders").EnumerateArray()) console.WriteLine(LineOf(holder));
            if (JobText.Find(why, "earliestStart") is { } start) console.WriteLine($"It can start at {start.ToLocalTime():yyyy-MM-dd HH:mm:ss}.");
            if (why.GetProperty("change").GetString() is { } change) console.WriteLine(DataText.Line(change));
        });
        return Verb.Succeeded;
    }

    private static string LineOf(JsonElement holder)
    {
        var until = JobText.Find(holder, "until") is { } time ? $" until {time.ToLocalTime():HH:mm:ss} at the latest" : "";
        return $"  job {holder.GetProperty("job").GetInt64()} of {holder.GetProperty("owner").GetString()} ({holder.GetProperty("project").GetString()}) holds {holder.GetProperty("holds").GetString()}{until}";
    }
}
