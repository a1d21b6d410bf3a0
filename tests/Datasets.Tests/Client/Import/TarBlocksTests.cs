using System.Security.Cryptography;
using System.Text;
using Athanor.Datasets.Client.Sources;
using Athanor.Datasets.Tars;

namespace Athanor.Datasets.Client.Import;

public sealed class TarBlocksTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(99, 511)]
    [InlineData(100, 512)]
    [InlineData(101, 513)]
    [InlineData(255, 1)]
    [InlineData(986, 4096)]
    [InlineData(1024, 70_000)]
    public async Task What_a_batch_writes_the_servers_own_reader_understands(int pathLength, int size)
    {
        var content = RandomNumberGenerator.GetBytes(size);
        var file = Listed(new string('ü', pathLength / 2) + (pathLength % 2 == 1 ? "x" : ""), size);
        var batch = new TarBatch(16);

        foreach (var _ in Enumerable.Range(0, 2))
        {
            content.CopyTo(batch.Offer(file, size));
            batch.Keep(file, file.Stamp);
        }
        batch.Offer(file, size).Span.Fill(0xff);

        var seen = new SeenFiles();
        var scan = new TarScan(seen);
        scan.Feed(await batch.ToContent().ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        scan.Complete();
        Assert.Equal([file.Path, file.Path], seen.Members.Select(member => member.Path.Value));
        Assert.All(seen.Members, member => Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), member.ModifiedAt));
        Assert.All(seen.Contents, bytes => Assert.Equal(content, bytes));
    }

    [Theory]
    [InlineData(8L << 30)]
    [InlineData(5L << 40)]
    public void A_size_beyond_the_header_is_told_before_it(long size)
    {
        var path = Encoding.UTF8.GetBytes("large");
        var header = new byte[TarBlocks.HeaderLength(path.Length, size)];
        TarBlocks.WriteHeader(header, path, size, DateTimeOffset.UnixEpoch);

        var seen = new SeenFiles();
        new TarScan(seen).Feed(header);

        Assert.Equal(size, Assert.Single(seen.Members).Size);
    }

    [Fact]
    public void Times_that_a_header_cannot_hold_become_the_nearest_that_it_can()
    {
        foreach (var time in (DateTimeOffset[])[DateTimeOffset.MinValue, DateTimeOffset.MaxValue])
        {
            var header = new byte[TarBlocks.HeaderLength(1, 0)];
            TarBlocks.WriteHeader(header, "f"u8, 0, time);
            var seen = new SeenFiles();
            new TarScan(seen).Feed(header);
            Assert.Single(seen.Members);
        }
    }

    private static ListedFile Listed(string path, int size)
    {
        var name = Encoding.UTF8.GetBytes(path);
        return new(new([]) { Names = name }, 0, name.Length, new(size, 1_700_000_000_123_456_789, 1, 1));
    }

    private sealed class SeenFiles : ITarVisitor
    {
        private readonly List<byte> _content = [];

        public List<TarMember> Members { get; } = [];
        public List<byte[]> Contents { get; } = [];

        public void Begin(TarMember member)
        {
            Members.Add(member);
            _content.Clear();
        }

        public void Content(ReadOnlySpan<byte> bytes) => _content.AddRange(bytes);

        public void End(TarMember member) => Contents.Add([.. _content]);
    }
}
