using System.CommandLine;
using System.Net.Http.Headers;
using System.Text.Json;
using Athanor.Foundation.Problems;
using Spectre.Console;

namespace Athanor.App.Verbs.Jobs;

/// <summary>Submits a specification that stands in a file.</summary>
internal static class SubmitVerb
{
    private const int MaximumSize = 1 << 20;

    private static readonly Argument<string> File = new("file") { Description = "The specification, in YAML or JSON; - for standard input." };
    private static readonly Option<bool> Wait = new("--wait", "-w") { Description = "Wait until it is over, and exit as it did." };

    public static Command Create() => Verb.Of("submit", "Submit a job that a file describes.", RunAsync, File, Wait);

    public static async Task<JsonElement> SendAsync(ApiClient api, string specification, CancellationToken cancellation)
    {
        using var content = new StringContent(specification);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/yaml");
        return await api.SendAsync(HttpMethod.Post, "/api/v1/jobs", content, cancellation);
    }

    private static async Task<int> RunAsync(Invocation cli, CancellationToken cancellation)
    {
        var text = await ReadAsync(cli.Get(File)!, cancellation);
        using var api = cli.Api();
        var job = await SendAsync(api, text, cancellation);
        if (!cli.Get(Wait))
        {
            cli.Output.Write(job, console => console.WriteLine($"Job {JobText.IdOf(job)} is {JobText.StateOf(job)}."));
            return Verb.Succeeded;
        }
        job = await JobChangeVerbs.WaitAsync(api, JobText.IdOf(job), cancellation);
        cli.Output.Write(job, console => console.WriteLine($"Job {JobText.IdOf(job)} {JobText.StateOf(job)}. {JobText.ReasonOf(job)}".TrimEnd()));
        return JobText.ExitCodeOf(job);
    }

    private static async Task<string> ReadAsync(string file, CancellationToken cancellation)
    {
        using var reader = file == "-" ? Console.In : new StreamReader(file);
        var text = new char[MaximumSize + 1];
        var length = await reader.ReadBlockAsync(text, cancellation);
        return length <= MaximumSize ? new(text, 0, length) : throw new ProblemException(JobCommandProblems.TooLarge(file));
    }
}
