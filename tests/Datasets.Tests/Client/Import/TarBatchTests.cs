using System.Security.Cryptography;
using System.Text;
using Athanor.Datasets.Client.Sources;
using Athanor.Datasets.Tars;

namespace Athanor.Datasets.Client.Import;

public sealed class TarBatchTests
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
            content.CopyTo(batch.Offer(file, file.Stamp));
            batch.Keep(file.Stamp);
        }
        batch.Offer(file, file.Stamp).Span.Fill(0xff);

        var seen = new SeenFiles();
        var scan = new TarScan(seen);
        scan.Feed(await batch.ToContent().ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        scan.Complete();
        Assert.Equal([file.Path, file.Path], seen.Members.Select(member => member.Path.Value));
        Assert.All(seen.Members, member => Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), member.ModifiedAt));
        Assert.All(seen.Contents, bytes => Assert.Equal(content, bytes));
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
