using System.Collections.Concurrent;
using System.Net;

namespace Athanor.EndToEnd.Faults;

/// <summary>Keeps book on creations: which were acknowledged, which are in doubt, and whether the server holds exactly them.</summary>
internal sealed class CreationLedger
{
    private readonly ConcurrentDictionary<string, Creation> _created = new();
    private readonly ConcurrentBag<Creation> _inDoubt = [];
    private int _number;

    /// <summary>Creates things of all kinds until told to stop or until the server fails; whatever got no answer stays in doubt.</summary>
    public async Task WriteUntilAsync(HttpClient client, SemaphoreSlim acknowledged, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            var creation = Next();
            if (await TryAsync(client, creation) is not { } id)
            {
                _inDoubt.Add(creation);
                return;
            }
            _created[id] = creation;
            acknowledged.Release();
        }
    }

    /// <summary>Repeats what is in doubt, twice: the second must find what the first made, or what the server had made before.</summary>
    public async Task SettleAsync(HttpClient client)
    {
        while (_inDoubt.TryTake(out var creation))
        {
            var first = await TryAsync(client, creation);
            var second = await TryAsync(client, creation);

            Assert.NotNull(first);
            Assert.Equal(first, second);
            _created[first] = creation;
        }
    }

    public async Task AssertMatchesAsync(HttpClient client, string moment)
    {
        var found = new List<string>();
        foreach (var path in new[] { "/api/v1/projects", "/api/v1/principals", "/api/v1/keys" })
            found.AddRange((await client.ListAsync(path)).Select(item => $"{path}/{(item.TryGetProperty("id", out var id) ? id : item.GetProperty("name")).GetString()}"));

        var missing = _created.Keys.Except(found).ToList();
        Assert.True(missing.Count == 0, $"{moment} these acknowledged creations are gone: {string.Join(", ", missing)}");
        const int MadeByTheFirstStart = 3;
        Assert.True(found.Count == _created.Count + MadeByTheFirstStart, $"{moment} there are {found.Count - MadeByTheFirstStart} things where {_created.Count} were made");
    }

    private Creation Next()
    {
        var number = Interlocked.Increment(ref _number);
        return (number % 3) switch
        {
            0 => new("/api/v1/projects", new { name = $"project-{number}" }, $"once-{number}"),
            1 => new("/api/v1/principals", new { name = $"service-{number}", kind = "service" }, $"once-{number}"),
            _ => new("/api/v1/keys", new { principal = "admin", description = $"key {number}" }, $"once-{number}"),
        };
    }

    private static async Task<string?> TryAsync(HttpClient client, Creation creation)
    {
        try
        {
            using var response = await client.PostAsync(creation.Path, creation.Body, creation.Key);
            if (response.StatusCode == HttpStatusCode.Created) return response.Headers.Location!.ToString();

            await ProblemAssert.IsAsync(503, code: null, response);
            return null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private sealed record Creation(string Path, object Body, string Key);
}
