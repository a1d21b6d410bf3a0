using Athanor.Conformance.Blobs;
using Athanor.Objects.Blobs.Local;
using Athanor.Objects.Blobs.Local.Files;
using Athanor.Objects.Blobs.Local.Segments;
using FsCheck;
using FsCheck.Fluent;

namespace Athanor.Objects.Blobs;

/// <summary>What the medium does to bytes is found when they are read, and is never served.</summary>
public sealed class DamageTests : IAsyncLifetime
{
    private const int FlippedBits = 3000;
    private static readonly int[] Lengths = [0, 1, 100, 4096, 65_535, 65_536, 65_537, 131_072, 131_073, 300_000];

    private readonly LocalBlobHome _home = new();
    private readonly List<(BlobReference Blob, byte[] Content)> _blobs = [];
    private LocalBlobStore _store = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = _home.OpenLocal();
        foreach (var length in Lengths)
        {
            var content = BlobContent.Random(length);
            _blobs.Add((await _store.AddAsync(content, Cancellation), content));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _home.DisposeAsync();
    }

    [Fact]
    public void A_bit_flipped_anywhere_is_found_in_its_blob_and_harms_no_other()
    {
        var files = _home.Files.ToList();
        var places =
            from file in Gen.Elements(files.AsEnumerable())
            from place in Gen.Choose(0, (int)new FileInfo(file).Length - 1)
            from bit in Gen.Choose(0, 7)
            select (file, place, bit);

        Prop.ForAll(places.ToArbitrary(), flip => DamagedBy(flip.file, flip.place, flip.bit).SequenceEqual(OwnersOf(flip.file, flip.place)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(FlippedBits / files.Count));
    }

    [Fact]
    public async Task Every_bit_of_every_header_table_and_footer_matters()
    {
        var small = _blobs[2].Blob;
        var large = _blobs[^1].Blob;

        for (var place = 0; place < RecordFormat.FixedSize + Blocks.ChecksumSize; place++) await AssertFoundAsync(small, small.Offset!.Value + place);
        for (var place = large.Length; place < FileFooter.FileSizeFor(large.Length); place++) await AssertFoundAsync(large, place);
    }

    [Theory, InlineData(1), InlineData(31), InlineData(32), InlineData(33), InlineData(100_000)]
    public async Task A_file_cut_short_is_found(int cut)
    {
        var (blob, _) = _blobs[^1];
        using (var file = _home.OpenToDamage(blob)) file.SetLength(file.Length - cut);

        await AssertDamagedAsync(blob, "has");
    }

    [Fact]
    public async Task A_segment_cut_short_costs_the_blobs_behind_the_cut_and_no_others()
    {
        var packed = _blobs.Where(entry => !entry.Blob.IsFile).ToList();
        var last = packed[^1].Blob;
        using (var file = _home.OpenToDamage(last)) file.SetLength(last.Offset!.Value + 70_000);

        await AssertDamagedAsync(last, "cut short");
        foreach (var (blob, content) in packed[..^1]) Assert.Equal(content, await _store.ReadAsync(blob, Cancellation));
    }

    [Fact]
    public async Task A_blob_put_in_the_place_of_another_is_found()
    {
        var first = await _store.AddAsync(BlobContent.Random(200_000, seed: 1), Cancellation);
        var second = await _store.AddAsync(BlobContent.Random(200_000, seed: 2), Cancellation);
        File.Copy(_home.FileOf(first), _home.FileOf(second), overwrite: true);

        await AssertDamagedAsync(second, "footer");
    }

    [Fact]
    public async Task A_reference_with_another_length_reads_nothing()
    {
        foreach (var (blob, _) in _blobs)
        {
            var longer = blob.Offset is { } offset ? BlobReference.InSegment(blob.Container, offset, blob.Length + 1) : BlobReference.InFile(blob.Container, blob.Length + 1);
            await AssertDamagedAsync(longer, "");
        }
    }

    [Fact]
    public async Task A_damaged_header_hides_its_record_from_the_list_and_no_other()
    {
        var victim = _blobs[3].Blob;
        Flip(_home.FileOf(victim), victim.Offset!.Value + 5, bit: 3);

        Assert.Equal(_blobs.Select(entry => entry.Blob).Where(blob => blob != victim).ToHashSet(), [.. await _store.AllAsync(Cancellation)]);
    }

    [Fact]
    public async Task A_damaged_blob_can_be_deleted()
    {
        foreach (var (blob, _) in _blobs.Where(entry => entry.Blob.Length > 0)) Flip(_home.FileOf(blob), blob.Offset ?? blob.Length, bit: 1);

        await _store.DeleteAsync([.. _blobs.Select(entry => entry.Blob)], Cancellation);

        Assert.Empty(await _store.AllAsync(Cancellation));
        foreach (var (blob, _) in _blobs) await Assert.ThrowsAsync<MissingBlobException>(() => _store.ReadAsync(blob, Cancellation));
    }

    [Fact]
    public async Task Content_that_imitates_a_record_is_not_taken_for_one()
    {
        var inner = _blobs[2].Blob;
        var segment = await File.ReadAllBytesAsync(_home.FileOf(inner), Cancellation);
        var imitation = segment.AsSpan((int)inner.Offset!.Value, RecordFormat.SizeFor(inner.Length)).ToArray();
        var outer = await _store.AddAsync([.. imitation, .. imitation, .. imitation], Cancellation);
        Flip(_home.FileOf(outer), outer.Offset!.Value, bit: 0);

        Assert.Equal(_blobs.Select(entry => entry.Blob).ToHashSet(), [.. await _store.AllAsync(Cancellation)]);
    }

    private IEnumerable<BlobReference> OwnersOf(string file, int place) => _blobs.Select(entry => entry.Blob).Where(blob =>
        blob.Container == Path.GetFileNameWithoutExtension(file)
        && (blob.Offset is not { } offset || (place >= offset && place < offset + RecordFormat.HeaderSizeFor(blob.Length) + blob.Length)));

    private List<BlobReference> DamagedBy(string file, long place, int bit)
    {
        Flip(file, place, bit);
        var damaged = _blobs.Where(entry => !IsServedRight(entry.Blob, entry.Content)).Select(entry => entry.Blob).ToList();
        Flip(file, place, bit);
        return damaged;
    }

    private bool IsServedRight(BlobReference blob, byte[] content)
    {
        try
        {
            var read = _store.ReadAsync(blob, Cancellation).GetAwaiter().GetResult();
            Assert.True(read.AsSpan().SequenceEqual(content), $"{blob} was served with other bytes");
            return true;
        }
        catch (DamagedBlobException)
        {
            return false;
        }
    }

    private async Task AssertFoundAsync(BlobReference blob, long place)
    {
        for (var bit = 0; bit < 8; bit++)
        {
            Flip(_home.FileOf(blob), place, bit);
            await AssertDamagedAsync(blob, "");
            Flip(_home.FileOf(blob), place, bit);
        }
    }

    private async Task AssertDamagedAsync(BlobReference blob, string finding)
    {
        Assert.Contains(finding, (await Assert.ThrowsAnyAsync<DamagedBlobException>(() => _store.ReadAsync(blob, Cancellation))).Finding, StringComparison.Ordinal);
        Assert.Contains(finding, await _store.VerifyAsync(blob, Cancellation), StringComparison.Ordinal);
    }

    private static void Flip(string path, long place, int bit)
    {
        using var file = File.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Position = place;
        var value = file.ReadByte();
        file.Position = place;
        file.WriteByte((byte)(value ^ (1 << bit)));
    }
}
