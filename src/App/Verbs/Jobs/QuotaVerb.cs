using System.CommandLine;
using Athanor.Foundation.Problems;
using Athanor.Foundation.Units;
using Spectre.Console;

namespace Athanor.App.Verbs.Jobs;

/// <summary>Bounds and shares of projects.</summary>
internal static class QuotaVerb
{
    private static readonly Argument<string> Project = new("project") { Description = "The project." };
    private static readonly Option<double?> Share = new("--share") { Description = "Its weight among projects that want something (1)." };
    private static readonly Option<string?> Cpus = new("--cpus") { Description = "Never more processors at a time." };
    private static readonly Option<string?> Memory = new("--memory") { Description = "Never more memory at a time, such as 64GiB." };
    private static readonly Option<int?> Accelerators = new("--accelerators") { Description = "Never more accelerators at a time." };
    private static readonly Option<int?> Jobs = new("--jobs") { Description = "Never more jobs at a time." };
    private static readonly Option<bool> Clear = new("--clear") { Description = "Take all bounds off." };

    public static Command Create() => Verb.Of("quota", "Show, or set, what the jobs of a project may use. What is not named has no bound.", RunAsync, Project, Share, Cpus, Memory, Accelerators, Jobs, Clear);

    private static async Task<int> RunAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var path = $"/api/v1/queue/projects/{Uri.EscapeDataString(cli.Get(Project)!)}";
        var isChange = cli.Get(Clear) || cli.Get(Share) is not null || cli.Get(Cpus) is not null || cli.Get(Memory) is not null || cli.Get(Accelerators) is not null || cli.Get(Jobs) is not null;
        var rules = isChange
            ? await api.SendAsync(HttpMethod.Put, path, new { share = cli.Get(Share), cpus = CpusOf(cli.Get(Cpus)), memory = MemoryOf(cli.Get(Memory)), accelerators = cli.Get(Accelerators), jobs = cli.Get(Jobs) }, cancellation)
            : await api.GetAsync(path, cancellation);
        cli.Output.Write(rules, console =>
        {
            foreach (var rule in rules.EnumerateObject().Where(rule => rule.Value.ValueKind != System.Text.Json.JsonValueKind.Null))
                console.WriteLine($"{rule.Name,-13} {(rule.Name == "memory" ? new Bytes(rule.Value.GetInt64()).ToString() : rule.Value.ToString())}");
        });
        return Verb.Succeeded;
    }

    private static Cpus? CpusOf(string? text) => text is null ? null : Foundation.Units.Cpus.TryParse(text, out var cpus) ? cpus : throw new ProblemException(CommandProblems.BadValue("--cpus", text, "a number of processors, such as 16"));

    private static Bytes? MemoryOf(string? text) => text is null ? null : Bytes.TryParse(text, out var size) ? size : throw new ProblemException(CommandProblems.BadValue("--memory", text, "a size, such as 64GiB"));
}
