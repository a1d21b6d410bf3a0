namespace Athanor.Datasets.Tars;

/// <summary>Keeps what a scan found, and holds the scan to its word: files one after another, each with as many bytes as it said.</summary>
internal sealed class CollectedFiles : ITarVisitor
{
    private readonly List<byte> _content = [];
    private TarMember? _open;

    public List<(TarMember Member, byte[] Content)> Files { get; } = [];

    public static CollectedFiles Scan(byte[] tar, int pieceLength = int.MaxValue, long maximumEntries = TarScan.DefaultMaximumEntries)
    {
        var files = new CollectedFiles();
        var scan = new TarScan(files, maximumEntries);
        foreach (var piece in tar.Chunk(Math.Min(pieceLength, Math.Max(1, tar.Length)))) scan.Feed(piece);
        scan.Complete();
        return files;
    }

    public void Begin(TarMember member)
    {
        Assert.Null(_open);
        _open = member;
        _content.Clear();
    }

    public void Content(ReadOnlySpan<byte> bytes)
    {
        Assert.NotNull(_open);
        _content.AddRange(bytes);
    }

    public void End(TarMember member)
    {
        Assert.Same(_open, member);
        Assert.Equal(member.Size, _content.Count);
        Files.Add((member, [.. _content]));
        _open = null;
    }
}
