using System.Net.Http.Json;
using Athanor.EndToEnd.Datasets;

namespace Athanor.EndToEnd.Console;

/// <summary>Datasets that people have worked with: photos, a branch that was merged, one with changes that are not committed, and a protected one.</summary>
internal static class DatasetSamples
{
    public const string Dataset = "plants";

    private const string Checks =
        """
        version: 1
        checks:
          - name: there are labels
            kind: required
            files: labels.csv
          - name: no lichens, which are no plants
            kind: forbidden
            severity: warning
            files: lichen/**
          - name: no class is much larger than another
            kind: balance
            ratio: 20
        """;

    public static async Task FillAsync(AthanorServer server)
    {
        await server.CreateDatasetAsync("a-dataset-with-a-rather-long-name-in-which-nothing-is-yet");
        await server.Client.CreateAsync("/api/v1/datasets", new { name = Dataset, labels = new[] { "eu-only" } });
        await ImportAsync(server, "main", Photos(round: 0));
        await server.CommitAsync(Dataset, "main", "Photos of five species\n\nTaken in the garden on a cloudy day.");
        await server.Client.CreateAsync(DatasetServer.PathOf(Dataset, "/tags"), new { name = "v1", @ref = "main" });
        await server.Client.CreateAsync(DatasetServer.PathOf(Dataset, "/branches"), new { name = "brighter" });
        await ImportAsync(server, "brighter", Photos(round: 1).Take(2));
        await server.CommitAsync(Dataset, "brighter", "Brighter photos of oaks");
        await ImportAsync(server, "main", [new("labels.csv", "path,species\noak/0.png,oak\n"u8.ToArray())]);
        await server.CommitAsync(Dataset, "main", "Labels");
        await server.Client.CreateAsync(DatasetServer.PathOf(Dataset, "/branches/main/merge"), new { source = "brighter" });
        await server.Client.CreateAsync(DatasetServer.PathOf(Dataset, "/branches"), new { name = "cleaning" });
        await ImportAsync(server, "cleaning", Photos(round: 2).Take(4));
        await server.Client.CreateAsync(DatasetServer.PathOf(Dataset, "/branches/cleaning/remove"), new { paths = new[] { "fern/0.png" } });
        (await server.Client.PutAsJsonAsync(DatasetServer.PathOf(Dataset, "/branches/main/protection"), new { role = "operator" })).EnsureSuccessStatusCode();

        // What comes into it now is held against the checks that it declares.
        await server.Client.CreateAsync(DatasetServer.PathOf(Dataset, "/branches"), new { name = "checked" });
        await ImportAsync(server, "checked", [new("athanor.data.yaml", System.Text.Encoding.UTF8.GetBytes(Checks))]);
        await server.CommitAsync(Dataset, "checked", "Declare what must hold");
        await server.Client.CreateAsync(DatasetServer.PathOf(Dataset, "/branches/main/merge"), new { source = "checked" });
    }

    private static async Task ImportAsync(AthanorServer server, string branch, IEnumerable<KeyValuePair<string, byte[]>> files)
    {
        using var imported = await server.ImportAsync(Dataset, branch, files);
        imported.EnsureSuccessStatusCode();
    }

    private static IEnumerable<KeyValuePair<string, byte[]>> Photos(int round) =>
        from species in new[] { "oak", "elm", "fern", "moss", "lichen" }
        from number in Enumerable.Range(0, 3)
        select new KeyValuePair<string, byte[]>($"{species}/{number}.png", Picture.Of(48, 32, (byte)(40 + (60 * round)), (byte)(120 + (10 * number)), (byte)(species.Length * 20)));
}
