using System.CommandLine;
using Spectre.Console;

namespace Athanor.App.Verbs;

internal static class ProjectVerbs
{
    private static readonly Argument<string> Name = new("name") { Description = "The project's name." };
    private static readonly Option<string?> Description = new("--description") { Description = "What the project is for." };

    public static Command Create() => new("projects", "Projects: who works on what.")
    {
        Verb.Of("ls", "List the projects you have a role in.", ListAsync),
        Verb.Of("create", "Create a project.", CreateAsync, Name, Description),
        Verb.Of("rm", "Delete a project and the roles in it.", RemoveAsync, Name),
    };

    private static async Task<int> ListAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        cli.Output.WriteList(await api.ListAsync("/api/v1/projects", cancellation), ("name", "name"), ("created", "createdAt"), ("description", "description"));
        return Verb.Succeeded;
    }

    private static async Task<int> CreateAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var project = await api.SendAsync(HttpMethod.Post, "/api/v1/projects", new { name = cli.Get(Name), description = cli.Get(Description) }, cancellation);
        cli.Output.Write(project, console => console.WriteLine($"Project {cli.Get(Name)} is there."));
        return Verb.Succeeded;
    }

    private static async Task<int> RemoveAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        await api.SendAsync(HttpMethod.Delete, $"/api/v1/projects/{Uri.EscapeDataString(cli.Get(Name)!)}", null, cancellation);
        cli.Output.Say($"Project {cli.Get(Name)} is deleted.");
        return Verb.Succeeded;
    }
}
