using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Athanor.EndToEnd;

/// <summary>Facts as they come over server-sent events.</summary>
internal sealed class FactFeed : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpResponseMessage _response;
    private readonly IAsyncEnumerator<SseItem<string>> _events;

    private FactFeed(HttpResponseMessage response, IAsyncEnumerator<SseItem<string>> events) => (_response, _events) = (response, events);

    public static async Task<FactFeed> OpenAsync(HttpClient client, string path, string? lastEventId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastEventId is not null) request.Headers.Add("Last-Event-ID", lastEventId);
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        return new(response, SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync().GetAsyncEnumerator());
    }

    /// <summary>The next fact with the id to resume after, or null where the feed has ended.</summary>
    public async Task<(string Id, JsonElement Fact)?> NextAsync()
    {
        try
        {
            if (!await _events.MoveNextAsync().AsTask().WaitAsync(Patience)) return null;
        }
        catch (IOException)
        {
            return null;
        }
        return (_events.Current.EventId!, JsonDocument.Parse(_events.Current.Data).RootElement);
    }

    public void Dispose() => _response.Dispose();
}
