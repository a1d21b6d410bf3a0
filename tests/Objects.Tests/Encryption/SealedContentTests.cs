using System.IO.Pipelines;
using Athanor.Objects.Blobs;

namespace Athanor.Objects.Encryption;

public sealed class SealedContentTests
{
    private const int Block = SealedLayout.BlockSize;
    private const int Cases = 1500;

    private static readonly int[] Sizes = [0, 1, Block - 1, Block, Block + 1, (2 * Block) - 1, 2 * Block, (3 * Block) + 77];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Any_range_of_any_content_is_that_of_the_plaintext() => Seeded.ForAll(
        random =>
        {
            var plain = random.Bytes(random.Maybe() ? random.OneOf(Sizes) : random.Next(5 * Block));
            var key = random.Bytes(32);
            var content = Seal(plain, key, random);
            var offset = random.Next(plain.Length + 1);
            var length = random.Next(plain.Length - offset + 1);
            if (length == 0) return;

            var opened = Open(content, key, offset, length, 1 + random.Next(3 * Block));

            Assert.Equal(SealedLayout.SealedLength(plain.Length), content.Length);
            Assert.Equal(plain.Length, SealedLayout.PlainLength(content.Length));
            Assert.True(opened.AsSpan().SequenceEqual(plain.AsSpan(offset, length)));
        },
        Cases);

    [Fact]
    public void A_flipped_bit_anywhere_is_found() => Seeded.ForAll(
        random =>
        {
            var plain = random.Bytes(1 + random.Next(3 * Block));
            var key = random.Bytes(32);
            var content = Seal(plain, key, random);
            content[random.Next(content.Length)] ^= (byte)(1 << random.Next(8));

            Assert.Throws<DamagedBlobException>(() => Open(content, key, 0, plain.Length, Block));
        },
        Cases);

    [Fact]
    public void Blocks_that_were_exchanged_are_found()
    {
        var random = new Random(7);
        var (plain, key) = (random.Bytes(4 * Block), random.Bytes(32));
        var content = Seal(plain, key, random);
        var (first, second) = (BlockOf(content, 0).ToArray(), BlockOf(content, 2).ToArray());
        second.CopyTo(BlockOf(content, 0));
        first.CopyTo(BlockOf(content, 2));

        Assert.Throws<DamagedBlobException>(() => Open(content, key, 0, Block, Block));
        Assert.Throws<DamagedBlobException>(() => Open(content, key, 2 * Block, Block, Block));
        Assert.Equal(plain[Block..(2 * Block)], Open(content, key, Block, Block, Block));
    }

    [Fact]
    public void A_block_of_another_blob_of_the_same_object_is_found()
    {
        var random = new Random(7);
        var (plain, key) = (random.Bytes(2 * Block), random.Bytes(32));
        var (content, other) = (Seal(plain, key, random), Seal(plain, key, random));
        BlockOf(other, 0).CopyTo(BlockOf(content, 0));

        Assert.Throws<DamagedBlobException>(() => Open(content, key, 0, Block, Block));
    }

    [Theory, InlineData(1), InlineData(SealedLayout.SealedBlockSize), InlineData(SealedLayout.SealedBlockSize + 10), InlineData(2 * SealedLayout.SealedBlockSize)]
    public void A_tail_that_was_cut_off_is_found(int cut)
    {
        var random = new Random(7);
        var key = random.Bytes(32);
        var content = Seal(random.Bytes(4 * Block), key, random)[..^cut];

        Assert.Throws<DamagedBlobException>(() => Open(content, key, 0, (int)SealedLayout.PlainLength(content.Length), Block));
    }

    [Fact]
    public void Another_key_opens_nothing_and_two_blobs_of_the_same_content_share_no_byte_sequence()
    {
        var random = new Random(7);
        var (plain, key) = (random.Bytes(Block), random.Bytes(32));
        var (one, other) = (Seal(plain, key, random), Seal(plain, key, random));

        Assert.Throws<DamagedBlobException>(() => Open(one, random.Bytes(32), 0, Block, Block));
        Assert.False(BlockOf(one, 0)[..16].SequenceEqual(BlockOf(other, 0)[..16]));
        Assert.Equal(-1, one.AsSpan().IndexOf(plain.AsSpan(0, 16)));
    }

    [Fact]
    public void A_range_reads_the_header_and_the_blocks_that_it_touches()
    {
        var random = new Random(7);
        var (plain, key) = (random.Bytes(64 * Block), random.Bytes(32));
        var blobs = new BlobsInMemory(Seal(plain, key, random), Block);

        var opened = Open(blobs, key, (30 * Block) + 5, 10);

        Assert.Equal(plain[((30 * Block) + 5)..((30 * Block) + 15)], opened);
        Assert.Equal(SealedLayout.HeaderSize + SealedLayout.SealedBlockSize, blobs.Read);
    }

    private static Span<byte> BlockOf(byte[] content, int block) => content.AsSpan((int)SealedLayout.OffsetOf(block), SealedLayout.SealedBlockSize);

    private static byte[] Seal(byte[] plain, byte[] key, Random random)
    {
        using var sealing = new SealingStream(new MemoryStream(plain), key);
        using var target = new MemoryStream();
        sealing.CopyToAsync(target, 1 + random.Next(2 * Block), Cancellation).GetAwaiter().GetResult();
        return target.ToArray();
    }

    private static byte[] Open(byte[] content, byte[] key, int offset, int length, int longestPiece) => Open(new BlobsInMemory(content, longestPiece), key, offset, length);

    private static byte[] Open(BlobsInMemory blobs, byte[] key, int offset, int length)
    {
        using var target = new MemoryStream();
        var writer = PipeWriter.Create(target, new(leaveOpen: true));
        SealedReading.CopyToAsync(blobs, blobs.Blob, key, offset, length, writer, Cancellation).GetAwaiter().GetResult();
        return target.ToArray();
    }
}
