using System.IO.Pipelines;
using Athanor.Conformance;
using Athanor.Conformance.Blobs;
using Athanor.Foundation.Problems;
using Athanor.Objects.Blobs.Local;

namespace Athanor.Objects.Blobs;

public sealed class DiskFaultTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, InlineData(true), InlineData(false)]
    public async Task On_a_full_disk_an_upload_leaves_nothing_while_reading_and_deleting_go_on(bool isLengthKnown)
    {
        using var disk = SmallDisk.Mount();
        await using var store = Open(disk);
        var content = BlobContent.Random(2 << 20);
        var kept = await store.AddAsync(content, Cancellation);

        var full = await Assert.ThrowsAsync<ProblemException>(() => store.AddAsync(BlobContent.Random(8 << 20), Cancellation, isLengthKnown));

        Assert.Equal(("objects/full", 507), (full.Problem.Code, full.Problem.Status));
        Assert.Equal(content, await store.ReadAsync(kept, Cancellation));
        Assert.Equal([kept], await store.AllAsync(Cancellation));
        Assert.Empty(Directory.GetFiles(Path.Combine(disk.Path, "objects", "incoming")));
        await store.DeleteAsync([kept], Cancellation);
        await store.AddAsync(BlobContent.Random(4 << 20), Cancellation, isLengthKnown);
    }

    [Fact]
    public async Task A_disk_too_small_for_what_is_announced_refuses_before_the_first_byte_is_taken()
    {
        using var disk = SmallDisk.Mount();
        await using var store = Open(disk);
        var body = new Pipe();

        var full = await Assert.ThrowsAsync<ProblemException>(() => store.WriteAsync(body.Reader, 64 << 20, Cancellation));

        Assert.Equal("objects/full", full.Problem.Code);
    }

    [Fact]
    public async Task Small_blobs_fill_a_disk_to_its_end_and_go_on_when_there_is_room_again()
    {
        using var disk = SmallDisk.Mount();
        await using var store = Open(disk);
        var ballast = Path.Combine(disk.Path, "ballast");
        await File.WriteAllBytesAsync(ballast, new byte[2 << 20], Cancellation);
        var acknowledged = new Dictionary<BlobReference, byte[]>();

        var full = await Assert.ThrowsAsync<ProblemException>(async () =>
        {
            for (var index = 0; ; index++)
            {
                var content = BlobContent.Random(50_000, seed: index);
                acknowledged.Add(await store.AddAsync(content, Cancellation), content);
            }
        });
        var again = await Assert.ThrowsAsync<ProblemException>(() => store.AddAsync(BlobContent.Random(120_000), Cancellation));
        var listedWhileFull = await store.AllAsync(Cancellation);
        File.Delete(ballast);
        var last = await store.AddAsync(BlobContent.Random(120_000), Cancellation);

        Assert.Equal([("objects/full", 507), ("objects/full", 507)], [(full.Problem.Code, full.Problem.Status), (again.Problem.Code, again.Problem.Status)]);
        Assert.Equal(acknowledged.Keys.ToHashSet(), [.. listedWhileFull]);
        Assert.Equal([.. acknowledged.Keys, last], (await store.AllAsync(Cancellation)).ToHashSet());
        foreach (var (blob, content) in acknowledged) Assert.Equal(content, await store.ReadAsync(blob, Cancellation));
    }

    [Theory, InlineData(100), InlineData(200_000)]
    public async Task A_disk_that_became_read_only_is_named_while_reading_goes_on(int length)
    {
        using var disk = SmallDisk.Mount();
        var content = BlobContent.Random(length);
        BlobReference kept;
        await using (var store = Open(disk)) kept = await store.AddAsync(content, Cancellation);

        await using var reopened = Open(disk);
        disk.MakeReadOnly();
        var refused = await Assert.ThrowsAsync<ProblemException>(() => reopened.AddAsync(content, Cancellation));
        var refusedDeletion = await Assert.ThrowsAsync<ProblemException>(() => reopened.DeleteAsync([kept], Cancellation));

        Assert.Equal([("objects/read-only", 503), ("objects/read-only", 503)], [(refused.Problem.Code, refused.Problem.Status), (refusedDeletion.Problem.Code, refusedDeletion.Problem.Status)]);
        Assert.Contains(disk.Path, refused.Problem.Detail, StringComparison.Ordinal);
        Assert.Equal(content, await reopened.ReadAsync(kept, Cancellation));
    }

    [Fact]
    public async Task A_second_server_on_the_same_directory_is_refused()
    {
        await using var home = new LocalBlobHome();
        await using var store = home.OpenLocal();

        var refused = Assert.Throws<ProblemException>(() => home.OpenLocal());

        Assert.Equal(("objects/in-use", 409), (refused.Problem.Code, refused.Problem.Status));
    }

    [Fact]
    public async Task Nobody_else_on_the_machine_can_look_inside()
    {
        await using var home = new LocalBlobHome();
        await using var store = home.OpenLocal();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(home.Path));
    }

    private static LocalBlobStore Open(SmallDisk disk) => LocalBlobStore.Open(Path.Combine(disk.Path, "objects"), new(), TimeProvider.System);
}
