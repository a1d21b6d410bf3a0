namespace Athanor.Jobs.Replicas.Logs;

/// <summary>
/// Some bytes of a log, and the position of the first of them in all output. They are the reader's buffer, and hold until the next piece is asked for.
/// <c>Dropped</c> says how many bytes before them were asked for but are no longer kept.
/// </summary>
public readonly record struct LogPiece(long Position, long Dropped, ReadOnlyMemory<byte> Content)
{
    /// <summary>Where to go on reading.</summary>
    public long Next => Position + Content.Length;
}
