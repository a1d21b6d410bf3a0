using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Athanor.App.Server;
using Athanor.Foundation.Problems;

namespace Athanor.App.Verbs;

/// <summary>Talks to a server's API as any client would, with the administrator's key of this machine where no other is given.</summary>
internal sealed class ApiClient : IDisposable
{
    /// <summary>For what answers once every check of a dataset has run.</summary>
    public static readonly TimeSpan LongPatience = TimeSpan.FromHours(12);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    private readonly HttpClient _http;

    // A key goes to the server it was given for, and nowhere that one points to.
    private ApiClient(Uri server, AuthenticationHeaderValue? key)
    {
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = server, Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Authorization = key;
    }

    public Uri Server => _http.BaseAddress!;

    public static ApiClient Create(string? url, string? token, DataDirectory data)
    {
        var local = data.FindServer()?.Url;
        url ??= local ?? throw new ProblemException(CommandProblems.NoServer(data.Path));
        if (!Uri.TryCreate(url, UriKind.Absolute, out var server) || server.Scheme is not ("http" or "https")) throw new ProblemException(CommandProblems.BadUrl(url));
        return new ApiClient(server, new("Bearer", token ?? ReadLocalKey(server, local, data)));
    }

    /// <summary>Somebody else's server, with a key for it or without.</summary>
    public static ApiClient OfOther(Uri server, AuthenticationHeaderValue? key) => new(server, key);

    /// <summary>What clients of MLflow ask is in one project: this one, or what the server finds for the key.</summary>
    public ApiClient InProject(string? project)
    {
        if (project is not null) _http.DefaultRequestHeaders.Add("X-MLFLOW-WORKSPACE", project);
        return this;
    }

    public Task<JsonElement> GetAsync(string path, CancellationToken cancellation) => SendAsync(HttpMethod.Get, path, null, cancellation);

    public Task<JsonElement> SendAsync(HttpMethod method, string path, object? body, CancellationToken cancellation) => SendAsync(method, path, body, Patience, cancellation);

    /// <summary>For what may take the server longer than a question does.</summary>
    public async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body, TimeSpan patience, CancellationToken cancellation)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        waiting.CancelAfter(patience);
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : body as HttpContent ?? JsonContent.Create(body) };
        using var response = await _http.SendAsync(request, waiting.Token);
        await ThrowIfRefusedAsync(response, waiting.Token);
        return response.Content.Headers.ContentLength == 0 || response.StatusCode == HttpStatusCode.NoContent
            ? default
            : await response.Content.ReadFromJsonAsync<JsonElement>(waiting.Token);
    }

    /// <summary>The items of a paged list, each page asked for when it is needed.</summary>
    public async IAsyncEnumerable<JsonElement> ReadAllAsync(string path, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        for (string? after = ""; after is not null;)
        {
            var page = await GetAsync($"{path}{separator}limit=1000&after={Uri.EscapeDataString(after)}", cancellation);
            foreach (var item in page.GetProperty("items").EnumerateArray()) yield return item;
            after = page.GetProperty("next").GetString();
        }
    }

    /// <summary>All items of a paged list.</summary>
    public async Task<List<JsonElement>> ListAsync(string path, CancellationToken cancellation) => await ReadAllAsync(path, cancellation).ToListAsync(cancellation);

    public Task<Stream> OpenAsync(string path, CancellationToken cancellation) => OpenAsync(HttpMethod.Get, path, cancellation);

    /// <summary>An answer that comes bit by bit.</summary>
    public async Task<Stream> OpenAsync(HttpMethod method, string path, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, path);
        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        await ThrowIfRefusedAsync(response, cancellation);
        return await response.Content.ReadAsStreamAsync(cancellation);
    }

    public void Dispose() => _http.Dispose();

    // The administrator's key of one server must not be sent to another, whose address somebody only mistyped.
    private static string ReadLocalKey(Uri server, string? local, DataDirectory data)
    {
        if (local is null || new Uri(local) is var own && (server.Port != own.Port || !(server.IsLoopback || server.Host == own.Host)))
            throw new ProblemException(CommandProblems.NoKeyForOther(server.Authority));
        return AdminKey.Read(data.AdminKeyFile)?.Token ?? throw new ProblemException(CommandProblems.NoKey(data.AdminKeyFile));
    }

    private static async Task ThrowIfRefusedAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.IsSuccessStatusCode) return;

        var status = (int)response.StatusCode;
        try
        {
            var problem = await response.Content.ReadFromJsonAsync<JsonElement>(cancellation);
            if (problem.ValueKind != JsonValueKind.Object) throw new JsonException();
            throw new ProblemException(new(
                Text(problem, "code") ?? Text(problem, "error_code") ?? "server/refused", status, Text(problem, "detail") ?? Text(problem, "message") ?? $"The server answered {status}.", Text(problem, "hint") ?? "")
            {
                Particulars = problem.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.Array).ToDictionary(member => member.Name, member => TextsOf(member.Value)),
            });
        }
        catch (JsonException)
        {
            throw new ProblemException(CommandProblems.NoAnswer($"it answered {status} without an explanation"));
        }
    }

    private static string? Text(JsonElement problem, string name) => problem.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static IReadOnlyList<string> TextsOf(JsonElement list) => [.. list.EnumerateArray().Select(text => text.ToString())];
}
