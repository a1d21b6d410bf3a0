namespace Athanor.Jobs.Replicas.Logs;

/// <summary>Looks for the beginning of the last lines, from the end backwards.</summary>
internal static class LogTail
{
    private const int Block = 64 << 10;
    private const long Farthest = 8 << 20;

    public static long PositionOfLastLines(ReplicaFolder folder, int lines)
    {
        var extent = ReplicaLog.ExtentOf(folder);
        if (lines <= 0) return extent.End;

        var first = Math.Max(extent.First, extent.End - Farthest);
        var buffer = new byte[Block];
        var isEnd = true;
        for (var end = extent.End; end > first;)
        {
            var start = Math.Max(first, end - Block);
            var block = Read(folder, start, buffer.AsMemory(0, (int)(end - start)));
            for (var index = block.Length - 1; index >= 0; index--)
            {
                // The end of the last line ends it, and begins none.
                if (block.Span[index] == (byte)'\n' && !isEnd && --lines == 0) return start + index + 1;
                isEnd = false;
            }
            end = start;
        }
        return first;
    }

    private static ReadOnlyMemory<byte> Read(ReplicaFolder folder, long start, Memory<byte> target)
    {
        using var cursor = new LogCursor(folder.LogFolder, start);
        var buffer = new byte[target.Length];
        var filled = 0;
        while (filled < target.Length && cursor.Read(buffer) is { Content.Length: > 0 } piece)
        {
            var part = piece.Content[..Math.Min(piece.Content.Length, target.Length - filled)];
            part.CopyTo(target[filled..]);
            filled += part.Length;
        }
        return target[..filled];
    }
}
