using System.CommandLine;
using System.Text.Json;
using Spectre.Console;

namespace Athanor.App.Verbs;

internal static class PrincipalVerbs
{
    private static readonly Argument<string> Name = new("name") { Description = "The person or service account." };
    private static readonly Argument<string> Role = new("role") { Description = "viewer, contributor, operator or admin." };
    private static readonly Option<bool> IsService = new("--service") { Description = "A program rather than a person." };
    private static readonly Option<string?> Project = new("--project") { Description = "The role counts in this project; without it, everywhere." };

    public static Command Create()
    {
        Role.AcceptOnlyFromAmong("viewer", "contributor", "operator", "admin");
        return new Command("access", "People, service accounts and their roles.")
        {
            Verb.Of("ls", "List people and service accounts with their roles.", ListAsync),
            Verb.Of("whoami", "Show who you are and what you may do.", WhoAmIAsync),
            Verb.Of("add", "Add a person or a service account.", AddAsync, Name, IsService),
            Verb.Of("disable", "Make all keys of somebody stop working, until enabled again.", (cli, cancellation) => SetDisabledAsync(cli, true, cancellation), Name),
            Verb.Of("enable", "Let somebody's keys work again.", (cli, cancellation) => SetDisabledAsync(cli, false, cancellation), Name),
            Verb.Of("rm", "Remove somebody with all keys and roles.", RemoveAsync, Name),
            Verb.Of("give", "Give a role.", GiveAsync, Name, Role, Project),
            Verb.Of("take", "Take the role held in a project, or everywhere.", TakeAsync, Name, Project),
            Verb.Of("rotate-master-key", "Seal all secrets under a new master key.", RotateMasterKeyAsync),
        };
    }

    private static async Task<int> ListAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var principals = await api.ListAsync("/api/v1/principals", cancellation);
        cli.Output.Write(principals, console =>
        {
            var table = Output.NewTable("name", "kind", "state", "roles");
            foreach (var principal in principals)
            {
                var roles = principal.GetProperty("grants").EnumerateArray().Select(RoleText);
                table.AddRow(
                    new Text(principal.GetProperty("name").GetString()!),
                    new Text(principal.GetProperty("kind").GetString()!),
                    new Text(principal.GetProperty("isDisabled").GetBoolean() ? "disabled" : "active"),
                    new Text(string.Join(", ", roles)));
            }
            console.Write(table);
        });
        return Verb.Succeeded;
    }

    private static async Task<int> WhoAmIAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var self = await api.GetAsync("/api/v1/whoami", cancellation);
        cli.Output.Write(self, console =>
        {
            console.WriteLine($"{self.GetProperty("kind").GetString()} {self.GetProperty("name").GetString()}, key {self.GetProperty("keyId").GetString()}");
            if (self.GetProperty("serverRole").GetString() is { } role) console.WriteLine($"  {role} everywhere");
            foreach (var project in self.GetProperty("projectRoles").EnumerateObject()) console.WriteLine($"  {project.Value.GetString()} in {project.Name}");
        });
        return Verb.Succeeded;
    }

    private static async Task<int> AddAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var body = new { name = cli.Get(Name), kind = cli.Get(IsService) ? "service" : "person" };
        var principal = await api.SendAsync(HttpMethod.Post, "/api/v1/principals", body, cancellation);
        cli.Output.Write(principal, console => console.WriteLine($"Added {body.kind} {body.name}. Next: `athanor keys issue {body.name}`, `athanor access give {body.name} viewer --project default`."));
        return Verb.Succeeded;
    }

    private static async Task<int> SetDisabledAsync(Invocation cli, bool isDisabled, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var principal = await api.SendAsync(HttpMethod.Patch, PathOf(cli), new { isDisabled }, cancellation);
        cli.Output.Write(principal, console => console.WriteLine($"{cli.Get(Name)} is {(isDisabled ? "disabled" : "enabled")}."));
        return Verb.Succeeded;
    }

    private static async Task<int> RemoveAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        await api.SendAsync(HttpMethod.Delete, PathOf(cli), null, cancellation);
        cli.Output.Say($"{cli.Get(Name)} is removed.");
        return Verb.Succeeded;
    }

    private static async Task<int> GiveAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var grant = await api.SendAsync(HttpMethod.Put, RolePathOf(cli), new { role = cli.Get(Role) }, cancellation);
        cli.Output.Write(grant, console => console.WriteLine($"{cli.Get(Name)} is {RoleText(grant)}."));
        return Verb.Succeeded;
    }

    private static async Task<int> TakeAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        await api.SendAsync(HttpMethod.Delete, RolePathOf(cli), null, cancellation);
        cli.Output.Say($"{cli.Get(Name)} has no role {(cli.Get(Project) is { } project ? $"in {project}" : "on the server")} any more.");
        return Verb.Succeeded;
    }

    private static async Task<int> RotateMasterKeyAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var answer = await api.SendAsync(HttpMethod.Post, "/api/v1/master-key/rotate", null, cancellation);
        cli.Output.Write(answer, console => console.WriteLine($"Secrets sealed anew: {answer.GetProperty("secretsSealed").GetInt32()}. Make a new backup: older ones need the old key."));
        return Verb.Succeeded;
    }

    private static string PathOf(Invocation cli) => $"/api/v1/principals/{Uri.EscapeDataString(cli.Get(Name)!)}";

    private static string RolePathOf(Invocation cli)
    {
        var holder = Uri.EscapeDataString(cli.Get(Name)!);
        return cli.Get(Project) is { } project ? $"/api/v1/projects/{Uri.EscapeDataString(project)}/roles/{holder}" : $"/api/v1/roles/{holder}";
    }

    private static string RoleText(JsonElement grant) =>
        $"{grant.GetProperty("role").GetString()} {(grant.GetProperty("project").GetString() is { } project ? $"in {project}" : "everywhere")}";
}
