using System.Net;
using System.Security.Cryptography;
using Athanor.Conformance;

namespace Athanor.EndToEnd.Objects;

/// <summary>A byte that turns on the disk is found by whoever reads it, and its object is never served.</summary>
[Trait("Category", "Faults")]
public sealed class ObjectDamageTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, InlineData(5000), InlineData(3_000_000)]
    public async Task It_is_refused_by_a_read_and_named_by_verify_and_scrub_and_the_doctor(int size)
    {
        using var folder = new TemporaryFolder();
        await using var server = new AthanorServer();
        await server.InitializeAsync();
        await RunAsync(server, 0, "mb", "s3://damaged-leaves");
        await File.WriteAllBytesAsync(folder.File("f"), RandomNumberGenerator.GetBytes(size), Cancellation);
        await RunAsync(server, 0, "cp", folder.File("f"), "s3://damaged-leaves/broken");
        await RunAsync(server, 0, "verify");
        await server.StopAsync();
        Flip(Path.Combine(server.Folder, "objects"), await File.ReadAllBytesAsync(folder.File("f"), Cancellation));
        await server.StartAsync();

        using var reader = new HttpClient();
        var address = (await RunAsync(server, 0, "presign", "s3://damaged-leaves/broken")).Trim();
        if (size < 64 << 10) Assert.Equal(HttpStatusCode.InternalServerError, (await reader.GetAsync(address, Cancellation)).StatusCode);
        else await Assert.ThrowsAnyAsync<Exception>(() => reader.GetByteArrayAsync(address, Cancellation));

        Assert.Contains("s3://damaged-leaves/broken", await RunAsync(server, 3, "verify"), StringComparison.Ordinal);
        await RunAsync(server, 3, "scrub");
        await Eventually.HoldsAsync(async () => (await AthanorCommand.RunAsync(server, "objects", "scrub", "--status")).Output.Contains("1 damaged", StringComparison.Ordinal), "the scrubber has found it");
        Assert.Contains("object.damaged", (await AthanorCommand.RunAsync(server, "audit", "search", "--verb", "object.damaged")).Output, StringComparison.Ordinal);
        var doctor = await AthanorCommand.RunAsync(server, "doctor");
        Assert.Equal(3, doctor.ExitCode);
        Assert.Contains("1 damaged", doctor.Output, StringComparison.Ordinal);
    }

    private static async Task<string> RunAsync(AthanorServer server, int expected, params string[] arguments)
    {
        var done = await AthanorCommand.RunAsync(server, ["objects", .. arguments]);
        Assert.True(done.ExitCode == expected, $"{string.Join(' ', arguments)} ended with {done.ExitCode}:\n{done.Output}\n{done.Errors}");
        return done.Output;
    }

    /// <summary>Turns the middle byte of the content, wherever it lies.</summary>
    private static void Flip(string objects, byte[] content)
    {
        foreach (var path in Directory.EnumerateFiles(objects, "*", SearchOption.AllDirectories))
        {
            var bytes = File.ReadAllBytes(path);
            var at = bytes.AsSpan().IndexOf(content.AsSpan(0, Math.Min(content.Length, 65_536)));
            if (at < 0) continue;
            using var file = File.OpenWrite(path);
            file.Position = at + (content.Length / 2);
            file.WriteByte((byte)(bytes[at + (content.Length / 2)] ^ 1));
            return;
        }
        Assert.Fail("The content is not on the disk.");
    }
}
