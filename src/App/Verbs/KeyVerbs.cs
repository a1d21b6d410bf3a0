using System.CommandLine;
using System.Text.Json;
using Spectre.Console;

namespace Athanor.App.Verbs;

internal static class KeyVerbs
{
    private static readonly Argument<string> Id = new("key") { Description = "The key's identifier." };
    private static readonly Argument<string?> Principal = new("principal") { Description = "Whose key; your own without it.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string?> Description = new("--description") { Description = "What the key is for." };
    private static readonly Option<double?> Days = new("--days") { Description = "Days until it expires; without it, never." };
    private static readonly Option<int> Rate = new("--requests-per-second") { Description = "A limit of its own; 0: the server's setting." };
    private static readonly Option<double?> GraceHours = new("--grace-hours") { Description = "How long the old key still works (24)." };

    public static Command Create() => new("keys", "Access keys.")
    {
        Verb.Of("ls", "List keys.", ListAsync, Principal),
        Verb.Of("issue", "Issue a key; its secret is shown once.", IssueAsync, Principal, Description, Days, Rate),
        Verb.Of("rotate", "Issue a successor; the old key works until the grace is over.", RotateAsync, Id, GraceHours),
        Verb.Of("revoke", "End a key at once.", RevokeAsync, Id),
    };

    private static async Task<int> ListAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var filter = cli.Get(Principal) is { } principal ? $"?principal={Uri.EscapeDataString(principal)}" : "";
        cli.Output.WriteList(
            await api.ListAsync($"/api/v1/keys{filter}", cancellation),
            ("key", "id"), ("principal", "principal"), ("issued", "createdAt"), ("last used", "lastUsedAt"), ("expires", "expiresAt"), ("revoked", "revokedAt"), ("description", "description"));
        return Verb.Succeeded;
    }

    private static async Task<int> IssueAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var body = new { principal = cli.Get(Principal), description = cli.Get(Description), lifetimeSeconds = cli.Get(Days) * 86_400, requestsPerSecond = cli.Get(Rate) };
        Show(cli, await api.SendAsync(HttpMethod.Post, "/api/v1/keys", body, cancellation));
        return Verb.Succeeded;
    }

    private static async Task<int> RotateAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        Show(cli, await api.SendAsync(HttpMethod.Post, $"{PathOf(cli)}/rotate", new { graceSeconds = cli.Get(GraceHours) * 3600 }, cancellation));
        return Verb.Succeeded;
    }

    private static async Task<int> RevokeAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var key = await api.SendAsync(HttpMethod.Delete, PathOf(cli), null, cancellation);
        cli.Output.Write(key, console => console.WriteLine($"Key {cli.Get(Id)} is revoked."));
        return Verb.Succeeded;
    }

    private static void Show(Invocation cli, JsonElement issued) => cli.Output.Write(issued, console =>
    {
        console.WriteLine($"key     {issued.GetProperty("key").GetProperty("id").GetString()}");
        console.WriteLine($"secret  {issued.GetProperty("secret").GetString()}");
        console.WriteLine($"token   {issued.GetProperty("token").GetString()}");
        console.WriteLine("The secret is not shown again.");
    });

    private static string PathOf(Invocation cli) => $"/api/v1/keys/{Uri.EscapeDataString(cli.Get(Id)!)}";
}
