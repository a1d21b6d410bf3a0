using System.Net.Http.Json;
using System.Text.Json;

namespace Athanor.EndToEnd;

/// <summary>What the tests ask of a server's API again and again.</summary>
internal static class Api
{
    public static Task<HttpResponseMessage> PostAsync(this HttpClient client, string path, object body, string? idempotencyKey = null) => client.SendAsync(Request(path, JsonContent.Create(body), idempotencyKey));

    public static Task<HttpResponseMessage> PostTextAsync(this HttpClient client, string path, string json) =>
        client.SendAsync(Request(path, new StringContent(json, System.Text.Encoding.UTF8, "application/json"), idempotencyKey: null));

    public static async Task<JsonElement> CreateAsync(this HttpClient client, string path, object body)
    {
        using var response = await client.PostAsync(path, body);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {await response.Content.ReadAsStringAsync()}");
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    public static async Task<JsonElement> GetAsync(this AthanorServer server, string path) => await server.Client.GetFromJsonAsync<JsonElement>(path);

    /// <summary>All items of a paged list.</summary>
    public static async Task<List<JsonElement>> ListAsync(this HttpClient client, string path)
    {
        var items = new List<JsonElement>();
        for (string? after = ""; after is not null;)
        {
            var page = await client.GetFromJsonAsync<JsonElement>($"{path}?limit=1000&after={after}");
            items.AddRange(page.GetProperty("items").EnumerateArray());
            after = page.GetProperty("next").GetString();
        }
        return items;
    }

    public static async Task<List<JsonElement>> ListFactsAsync(this HttpClient client, string path) =>
        [.. (await client.GetFromJsonAsync<JsonElement>(path)).GetProperty("items").EnumerateArray()];

    /// <summary>The token of a new key of somebody new.</summary>
    public static async Task<string> AddPersonAsync(this AthanorServer server, string name, string? role = null, string? project = null)
    {
        await server.Client.CreateAsync("/api/v1/principals", new { name, kind = "person" });
        if (role is not null) (await server.Client.PutAsJsonAsync(project is null ? $"/api/v1/roles/{name}" : $"/api/v1/projects/{project}/roles/{name}", new { role })).EnsureSuccessStatusCode();
        return (await server.Client.CreateAsync("/api/v1/keys", new { principal = name })).GetProperty("token").GetString()!;
    }

    public static async Task AssertJournalIsWholeAsync(this HttpClient client)
    {
        using var response = await client.PostAsync("/api/v1/journal/verify", content: null);
        var verdict = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(verdict.TryGetProperty("ok", out var ok) && ok.GetBoolean(), verdict.ToString());
    }

    private static HttpRequestMessage Request(string path, HttpContent content, string? idempotencyKey)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        if (idempotencyKey is not null) request.Headers.Add("Idempotency-Key", idempotencyKey);
        return request;
    }
}
