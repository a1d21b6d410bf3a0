using System.Net;

namespace Athanor.EndToEnd.Faults;

[Trait("Category", "Faults")]
public sealed class DiskFullTests
{
    [Fact]
    public async Task A_full_disk_refuses_writes_keeps_reading_and_heals_when_there_is_room()
    {
        if (!Environment.IsPrivilegedProcess) Assert.Skip("Only root may mount a small disk.");
        await using var server = new AthanorServer();
        await using var disk = await SmallDisk.MountAsync(server.Folder, "16m");
        await server.InitializeAsync();

        disk.Fill();
        var made = await CreateUntilRefusedAsync(server);
        await ProblemAssert.IsAsync(507, "database/full", await server.Client.PostAsync("/api/v1/projects", new { name = "one-more" }));
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync("/api/v1/journal")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync("/readyz")).StatusCode);
        Assert.Equal(made, await NamesAsync(server));

        disk.MakeRoom();
        await server.Client.CreateAsync("/api/v1/projects", new { name = "one-more" });
        await server.RestartAsync();

        Assert.Equal([.. made, "one-more"], (await NamesAsync(server)).ToHashSet());
        await server.Client.AssertJournalIsWholeAsync();
        Assert.Equal(0, await server.StopAsync());
    }

    // The log that SQLite writes ahead may still have room for a few.
    private static async Task<HashSet<string>> CreateUntilRefusedAsync(AthanorServer server)
    {
        HashSet<string> made = ["default"];
        for (var number = 0; number < 10_000; number++)
        {
            using var response = await server.Client.PostAsync("/api/v1/projects", new { name = $"project-{number}", description = new string('x', 400) });
            if (response.StatusCode != HttpStatusCode.Created) return made;
            made.Add($"project-{number}");
        }
        throw new InvalidOperationException("The disk never became full.");
    }

    private static async Task<HashSet<string>> NamesAsync(AthanorServer server) => [.. (await server.Client.ListAsync("/api/v1/projects")).Select(project => project.GetProperty("name").GetString()!)];
}
