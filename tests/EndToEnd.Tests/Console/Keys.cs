using System.Net.Http.Json;

namespace Athanor.EndToEnd.Console;

internal static class Keys
{
    private sealed record Issued(IssuedKey Key, string Secret, string Token);

    private sealed record IssuedKey(string Id);

    /// <summary>A new person with one key and no role.</summary>
    public static async Task<AdminKey> IssueForAsync(AthanorServer server, string name)
    {
        using var added = await server.Client.PostAsJsonAsync("/api/v1/principals", new { name, kind = "person" }, TestContext.Current.CancellationToken);
        added.EnsureSuccessStatusCode();
        using var answer = await server.Client.PostAsJsonAsync("/api/v1/keys", new { principal = name }, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        var issued = (await answer.Content.ReadFromJsonAsync<Issued>(TestContext.Current.CancellationToken))!;
        return new(issued.Key.Id, issued.Secret, issued.Token);
    }
}
