using Athanor.Conformance.Blobs;
using Athanor.Conformance.Engines;
using Athanor.Foundation.Databases;
using Athanor.Objects.Blobs;
using Athanor.Objects.Model;
using Athanor.Objects.Versions;
using Microsoft.Extensions.Logging.Abstractions;

namespace Athanor.Objects.Integrity;

public sealed class ScrubberTests(PostgresFixture server)
{
    public static TheoryData<string> Engines => ObjectRows.Engines;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Engines))]
    public async Task A_flipped_byte_is_told_once_by_the_name_of_every_object_that_shares_it_and_again_when_it_is_repaired(string engine)
    {
        await using var store = await StoreOnDisk.CreateAsync(engine, server);
        var stored = await store.PutAsync("leaf", BlobContent.Random(3000));
        await store.PutAsync("other", BlobContent.Random(300_000));
        await store.Objects.CopyAsync("person/ada", store.Bucket, stored, store.Bucket, "copy", new(), WriteCondition.None, Cancellation);
        Flip(store, stored.Blobs[0]);
        var (damage, scrubber) = Parts(store);

        var first = await scrubber.RunPassAsync(Cancellation);
        await scrubber.RunPassAsync(Cancellation);

        Assert.Equal((2, 1), (first.Blobs, first.Damaged));
        Assert.Equal(303_000, first.Bytes);
        Assert.Equal(["copy", "leaf"], (await damage.ListAsync("", 10, Cancellation)).Items.Select(found => found.Key));
        Assert.Equal(["leaves/copy", "leaves/leaf"], await FactsAsync(store, "object.damaged"));
        Flip(store, stored.Blobs[0]);
        Assert.Equal(0, (await scrubber.RunPassAsync(Cancellation)).Damaged);
        Assert.Empty((await damage.ListAsync("", 10, Cancellation)).Items);
        Assert.Equal(["leaves/copy", "leaves/leaf"], await FactsAsync(store, "object.repaired"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_pass_that_was_interrupted_goes_on_where_it_was(string engine)
    {
        await using var store = await StoreOnDisk.CreateAsync(engine, server);
        for (var index = 0; index < 10; index++) await store.PutAsync($"{index}", BlobContent.Random(100, seed: index));
        var (_, scrubber) = Parts(store);
        var blobs = await store.Rows.ReadAsync(session => BlobsDatabase.Owned(session, "", 100));
        var begin = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        await store.Rows.Database.WriteAsync(session => IntegrityDatabase.SetScrub(session, new(begin, null, blobs[6].ToString(), 7, 700, 0)), Cancellation);

        var state = await scrubber.RunPassAsync(Cancellation);

        Assert.Equal((begin, 10L, 1000L), (state.StartedAt, state.Blobs, state.Bytes));
        Assert.False((await scrubber.FindStateAsync(Cancellation))!.IsRunning);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Verifying_names_what_is_lost_what_is_damaged_and_what_is_not_its_entity_tag(string engine)
    {
        await using var store = await StoreOnDisk.CreateAsync(engine, server);
        await store.PutAsync("whole", BlobContent.Random(200_000));
        var flipped = await store.PutAsync("flipped", BlobContent.Random(200_001));
        var lost = await store.PutAsync("lost", BlobContent.Random(200_002));
        await store.PutAsync("swapped", BlobContent.Random(50));
        await store.Rows.Database.WriteAsync(session => session.Execute($"UPDATE objects SET etag = {new string('0', 32)} WHERE key = 'swapped'"), Cancellation);
        var upload = await store.Uploads.StartAsync("person/ada", store.Bucket, "upload", new(), null, null, Cancellation);
        var part = await store.PutPartAsync(upload, 3, BlobContent.Random(200_003));
        Flip(store, flipped.Blobs[0]);
        Flip(store, part!.Blob);
        File.Delete(store.Home.FileOf(lost.Blobs[0]));
        var verifier = new ObjectVerifier(store.Rows.Database, store.Blobs, store.Objects, Parts(store).Damage, TimeProvider.System);

        var notes = await verifier.VerifyAsync("leaves", Cancellation).Where(note => note.Kind != "progress").ToListAsync(Cancellation);

        Assert.Equal(["flipped", "lost", "swapped", "upload"], notes[..^1].Select(note => note.Key));
        Assert.Contains("not there", notes[1].Finding, StringComparison.Ordinal);
        Assert.Contains("entity tag", notes[2].Finding, StringComparison.Ordinal);
        Assert.Equal($"{upload.Id}/3", notes[3].Version);
        Assert.Equal(("done", 5L, 4L), (notes[^1].Kind, notes[^1].Objects, notes[^1].Damaged));
    }

    [Fact]
    public async Task An_object_of_parts_is_held_against_their_MD5s()
    {
        await using var store = await StoreOnDisk.CreateAsync("SQLite", server);
        var upload = await store.Uploads.StartAsync("person/ada", store.Bucket, "parts", new(), null, null, Cancellation);
        var parts = new List<UploadedPart>();
        foreach (var size in new[] { 5 << 20, 6 << 20, 0 }) parts.Add((await store.PutPartAsync(upload, parts.Count + 1, BlobContent.Random(size)))!);
        await store.CompleteAsync(upload, parts);
        var verifier = new ObjectVerifier(store.Rows.Database, store.Blobs, store.Objects, Parts(store).Damage, TimeProvider.System);

        Assert.Equal(0, (await verifier.VerifyAsync(null, Cancellation).LastAsync(Cancellation)).Damaged);
        await store.Rows.Database.WriteAsync(session => session.Execute($"UPDATE objects SET etag = {new string('0', 32) + "-3"}"), Cancellation);
        Assert.Equal(1, (await verifier.VerifyAsync(null, Cancellation).LastAsync(Cancellation)).Damaged);
    }

    private static (DamageRegister Damage, Scrubber Scrubber) Parts(StoreOnDisk store)
    {
        var damage = new DamageRegister(store.Rows.Database, TimeProvider.System, NullLogger<DamageRegister>.Instance);
        return (damage, new(store.Rows.Database, store.Blobs, damage, new() { ScrubRate = Foundation.Units.Bytes.FromMebibytes(1024) }, TimeProvider.System, NullLogger<Scrubber>.Instance));
    }

    private static void Flip(StoreOnDisk store, BlobReference blob)
    {
        using var file = store.Home.OpenToDamage(blob);
        file.Position = (blob.Offset ?? 0) + 40;
        var value = file.ReadByte();
        file.Position--;
        file.WriteByte((byte)(value ^ 1));
    }

    private static Task<List<string>> FactsAsync(StoreOnDisk store, string verb) =>
        store.Rows.ReadAsync(session => session.Query($"SELECT subject FROM journal WHERE verb = {verb} ORDER BY subject", row => row.Text(0)["object/".Length..]));
}
