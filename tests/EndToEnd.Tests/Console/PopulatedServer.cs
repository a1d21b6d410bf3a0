using System.Net.Http.Json;
using Athanor.EndToEnd.Jobs;

namespace Athanor.EndToEnd.Console;

/// <summary>A server that people have worked with, so that every page has something to show.</summary>
public sealed class PopulatedServer : IAsyncLifetime
{
    private readonly JobServer _jobs = new("--jobs.region", "eu");
    private TrackingSamples? _tracking;

    public AthanorServer Server => _jobs.Server;

    /// <summary>Runs have names by chance: places call them by their order.</summary>
    public string At(string address) => _tracking!.Runs.Index().Aggregate(address, (text, run) => text.Replace($"RUN-{run.Index}", run.Item, StringComparison.Ordinal));

    public async ValueTask InitializeAsync()
    {
        await Server.StartAsync();
        foreach (var (name, description) in new[] { ("plants", "Photos of leaves, and the models that tell their species."), ("glaciers", "Radar echoes; a very-long-word-without-any-space-that-still-has-to-fit-on-a-telephone") })
            await PostAsync("projects", new { name, description });
        foreach (var (name, kind) in new[] { ("ada", "person"), ("grace", "person"), ("nightly-training-of-the-large-plants-model", "service") })
            await PostAsync("principals", new { name, kind });
        await PutAsync("projects/default/roles/grace", new { role = "contributor" });
        await PutAsync("projects/plants/roles/ada", new { role = "operator" });
        await PutAsync("roles/grace", new { role = "viewer" });

        var issued = await PostAsync("keys", new { principal = "admin", description = "the laptop", lifetimeSeconds = 86_400 });
        var rotated = await PostAsync($"keys/{issued}/rotate", new { graceSeconds = 3600 });
        await Server.Client.DeleteAsync($"/api/v1/keys/{rotated}");
        for (var count = 0; count < 60; count++) await PostAsync("keys", new { principal = "ada", description = $"key {count}" });
        await ObjectSamples.FillAsync(Server);
        await DatasetSamples.FillAsync(Server);
        await JobSamples.FillAsync(_jobs);
        _tracking = new(Server);
        await _tracking.FillAsync();
        await PutAsync("buckets/leaves/quota", new { maximumBytes = 1000 });
    }

    public ValueTask DisposeAsync() => _jobs.DisposeAsync();

    private async Task<string> PostAsync(string path, object body)
    {
        using var answer = await Server.Client.PostAsJsonAsync($"/api/v1/{path}", body);
        answer.EnsureSuccessStatusCode();
        return path.StartsWith("keys", StringComparison.Ordinal) ? (await answer.Content.ReadFromJsonAsync<Issued>())!.Key.Id : "";
    }

    private async Task PutAsync(string path, object body) => (await Server.Client.PutAsJsonAsync($"/api/v1/{path}", body)).EnsureSuccessStatusCode();

    private sealed record Issued(IssuedKey Key);

    private sealed record IssuedKey(string Id);
}
