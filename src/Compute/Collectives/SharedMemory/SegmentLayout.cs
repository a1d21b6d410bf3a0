namespace Athanor.Compute.Collectives.SharedMemory;

/// <summary>
/// Where things lie in the shared memory: the fault, a board per rank with its progress and its calls, a channel per sender and receiver, and per rank the
/// buffers of two steps: what it puts in for each part, then its own part's result. Memory that is never touched takes no room.
/// </summary>
internal sealed class SegmentLayout(int size)
{
    public const int FaultTextBytes = 2048;
    public const int ChannelBytes = 64 << 10;
    private const int Page = 4096;
    private const int BoardBytes = 256;
    private const int ChannelBoardBytes = 256;

    // Of a vector in one step. Larger steps wait less often for a rank that has no processor, and fall out of the processors' caches.
    private const int StepBytes = 1 << 20;

    /// <summary>Of a part in one step.</summary>
    public int PieceBytes { get; } = Math.Max(StepBytes / size, Page) / 64 * 64;

    public long Total => Inputs(size, 0);

    public static long Key => 0;

    public static long FaultState => 64;

    public static long FaultText => 128;

    public static long Board(int rank) => Page + ((long)rank * BoardBytes);

    public long Channel(int from, int to) => Align(Board(size)) + ((((long)from * size) + to) * ChannelStride);

    public long ChannelPiece(int from, int to, uint piece) => Channel(from, to) + ChannelBoardBytes + (piece % 2 * ChannelBytes);

    public long Input(int rank, long step, int part) => Inputs(rank, step) + ((long)part * PieceBytes);

    /// <summary>A rank's inputs of one step as one piece.</summary>
    public long Inputs(int rank, long step) => Align(Channel(size, 0)) + (((rank * 2) + (step & 1)) * StepStride);

    public int InputsBytes => PieceBytes * size;

    public long Result(int rank, long step) => Input(rank, step, size);

    private long StepStride => Align((long)PieceBytes * (size + 1));

    private static long ChannelStride => Align(ChannelBoardBytes + (2 * ChannelBytes));

    private static long Align(long at) => (at + Page - 1) / Page * Page;
}
