namespace Athanor.Compute.Collectives.SharedMemory;

/// <summary>
/// Ranks of one machine. A vector goes through the shared memory in steps; each begins when all have finished the one before. In one step a rank puts in its
/// numbers for the next piece, adds up its part of this piece, and takes out the others' results of the last piece: always different buffers.
/// </summary>
internal sealed unsafe partial class SharedMemoryGroup(SharedSegment segment, SegmentLayout layout, int rank, int size, TimeSpan patience) : CollectiveGroup(rank, size, patience)
{
    private readonly SharedFault _fault = new(segment.Start + SegmentLayout.FaultState, segment.Start + SegmentLayout.FaultText);
    private CollectiveCall _call;
    private uint _steps;
    private long _meetings;

    protected override void Meet(in CollectiveCall call)
    {
        _call = call;
        BoardOf(Rank)->Show(call);
        FinishStep();
        AwaitAll(isJoining: true);
        for (var other = 0; other < Size; other++)
        {
            var theirs = BoardOf(other)->CallOf(call.Number);
            if (theirs != call) throw CollectiveFaults.Differs(other, theirs, Rank, call);
        }
        _meetings = call.Number;
        Volatile.Write(ref BoardOf(Rank)->Inside, 0);
    }

    protected override void Exchange(in Parts parts, bool reduces, bool gathers)
    {
        var pieces = (parts.LongestBytes + layout.PieceBytes - 1) / layout.PieceBytes;
        if (pieces == 0) return;
        var (delayOfResult, last) = (reduces ? 1 : 0, pieces + (reduces ? 1 : 0) + (gathers ? 1 : 0));
        for (long step = 0; step < last; step++)
        {
            if (step > 0) AwaitAll(isJoining: false);
            if (reduces && step < pieces) PutIn(parts, step);
            if (step >= delayOfResult && step - delayOfResult < pieces) Finish(parts, step - delayOfResult, reduces, gathers);
            if (gathers && step > delayOfResult) TakeOut(parts, step - delayOfResult - 1);
            FinishStep();
        }
    }

    protected override void SpreadOut(in Parts whole, int root)
    {
        var pieces = (whole.TotalBytes + layout.InputsBytes - 1) / layout.InputsBytes;
        for (long step = 0; step <= pieces; step++)
        {
            if (step > 0) AwaitAll(isJoining: false);
            if (Rank == root && step < pieces) CopyPiece(whole, step, into: true);
            if (Rank != root && step > 0) CopyPiece(whole, step - 1, into: false);
            FinishStep();
        }

        void CopyPiece(in Parts whole, long piece, bool into)
        {
            var own = PieceOf(whole, 0, piece, layout.InputsBytes);
            var shared = segment.Start + layout.Inputs(root, piece);
            Copy(into ? own.Start : shared, into ? shared : own.Start, own.Bytes);
        }
    }

    protected override void Give(in CollectiveCall call, in Parts whole)
    {
        _call = call;
        var channel = ChannelOf(Rank, call.Peer);
        for (long piece = 0; piece < PiecesOf(whole); piece++)
        {
            var filled = Gauge.Read(&channel->Filled);
            Await(call.Peer, &channel->Emptied, filled - 1, isJoining: true);
            if (piece == 0) Await(call.Peer, &channel->Emptied, filled, isJoining: true);
            if (piece == 0) channel->Call = call;
            var own = PieceOf(whole, 0, piece, SegmentLayout.ChannelBytes);
            Copy(own.Start, segment.Start + layout.ChannelPiece(Rank, call.Peer, filled), own.Bytes);
            Gauge.Raise(&channel->Filled);
        }
    }

    protected override void Take(in CollectiveCall call, in Parts whole)
    {
        _call = call;
        var channel = ChannelOf(call.Peer, Rank);
        for (long piece = 0; piece < PiecesOf(whole); piece++)
        {
            var emptied = Gauge.Read(&channel->Emptied);
            Await(call.Peer, &channel->Filled, emptied + 1, isJoining: piece == 0);
            if (piece == 0 && channel->Call.OtherEnd(call.Peer) != call) throw CollectiveFaults.Differs(call.Peer, channel->Call, Rank, call);
            var own = PieceOf(whole, 0, piece, SegmentLayout.ChannelBytes);
            Copy(segment.Start + layout.ChannelPiece(call.Peer, Rank, emptied), own.Start, own.Bytes);
            Gauge.Raise(&channel->Emptied);
        }
    }

    protected override void Tell(CollectiveException fault) => _fault.Write(fault);

    protected override void Close() => segment.Dispose();

    private void PutIn(in Parts parts, long piece)
    {
        for (var part = 0; part < Size; part++)
        {
            if (part == Rank) continue;
            var own = PieceOf(parts, part, piece, layout.PieceBytes);
            Copy(own.Start, segment.Start + layout.Input(Rank, piece, part), own.Bytes);
        }
    }

    private void Finish(in Parts parts, long piece, bool reduces, bool gathers)
    {
        const int Block = 8 << 10;
        var own = PieceOf(parts, Rank, piece, layout.PieceBytes);
        for (long at = 0; at < own.Bytes; at += Block)
        {
            var bytes = Math.Min(Block, own.Bytes - at);
            var result = segment.Start + layout.Result(Rank, piece) + at;
            if (reduces) AddUp(own.Start + at, result, piece, at, bytes / sizeof(float));
            if (gathers) Copy(own.Start + at, result, bytes);
        }
    }

    // From the rank behind this one around to this one, as Parts has it.
    private void AddUp(byte* own, byte* sums, long piece, long at, long count)
    {
        var sum = InputFrom(1);
        for (var distance = 2; distance < Size; distance++)
        {
            Sums.Add((float*)sum, (float*)InputFrom(distance), (float*)sums, count);
            sum = sums;
        }
        Sums.Add((float*)sum, (float*)own, (float*)own, count);

        byte* InputFrom(int distance) => segment.Start + layout.Input((Rank + distance) % Size, piece, Rank) + at;
    }

    private void TakeOut(in Parts parts, long piece)
    {
        for (var part = 0; part < Size; part++)
        {
            if (part == Rank) continue;
            var own = PieceOf(parts, part, piece, layout.PieceBytes);
            Copy(segment.Start + layout.Result(part, piece), own.Start, own.Bytes);
        }
    }

    private static void Copy(byte* from, byte* to, long bytes) => Buffer.MemoryCopy(from, to, bytes, bytes);

    // An empty message is a piece, too.
    private static long PiecesOf(in Parts whole) => Math.Max(1, (whole.TotalBytes + SegmentLayout.ChannelBytes - 1) / SegmentLayout.ChannelBytes);

    private static Piece PieceOf(in Parts parts, int part, long piece, int pieceBytes)
    {
        var offset = Math.Min(piece * pieceBytes, parts.BytesOf(part));
        return new(parts.StartOf(part) + offset, Math.Min(pieceBytes, parts.BytesOf(part) - offset));
    }

    private RankBoard* BoardOf(int rank) => (RankBoard*)(segment.Start + SegmentLayout.Board(rank));

    private ChannelBoard* ChannelOf(int from, int to) => (ChannelBoard*)(segment.Start + layout.Channel(from, to));

    private readonly struct Piece(byte* start, long bytes)
    {
        public byte* Start => start;

        public long Bytes => bytes;
    }
}
