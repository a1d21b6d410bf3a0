namespace Athanor.Compute.Collectives;

/// <summary>What the twins have in common: calls are checked, numbered and, after a fault, refused. Each twin moves the bytes in its own way.</summary>
internal abstract unsafe class CollectiveGroup(int rank, int size, TimeSpan patience) : ICollectives
{
    private readonly long[] _sent = new long[size];
    private readonly long[] _received = new long[size];
    private long _together;
    private CollectiveException? _fault;
    private bool _isDisposed;

    public int Rank => rank;

    public int Size => size;

    /// <summary>How long a rank is waited for that does nothing.</summary>
    protected TimeSpan Patience => patience;

    public void AllReduce(Span<float> values)
    {
        fixed (float* start = values) Together(CollectiveOperation.AllReduce, new(start, values.Length, size), 0);
    }

    public void ReduceScatter(Span<float> values, Span<float> mine)
    {
        CallChecks.ThrowUnlessParts(values.Length, mine.Length, size);
        fixed (float* start = values) Together(CollectiveOperation.ReduceScatter, new(start, values.Length, size), 0);
        values.Slice(rank * mine.Length, mine.Length).CopyTo(mine);
    }

    public void AllGather(ReadOnlySpan<float> mine, Span<float> all)
    {
        CallChecks.ThrowUnlessParts(all.Length, mine.Length, size);
        mine.CopyTo(all.Slice(rank * mine.Length, mine.Length));
        fixed (float* start = all) Together(CollectiveOperation.AllGather, new(start, all.Length, size), 0);
    }

    public void Broadcast(Span<byte> bytes, int root)
    {
        CallChecks.ThrowUnlessRank(root, size);
        fixed (byte* start = bytes) Together(CollectiveOperation.Broadcast, Parts.Whole(start, bytes.Length), root);
    }

    public void Barrier() => Together(CollectiveOperation.Barrier, Parts.Whole(null, 0), 0);

    public void Send(ReadOnlySpan<byte> bytes, int to)
    {
        CallChecks.ThrowUnlessOther(to, rank, size);
        fixed (byte* start = bytes) Run(new(CollectiveOperation.Send, ++_sent[to], bytes.Length, to), Parts.Whole(start, bytes.Length));
    }

    public void Receive(Span<byte> bytes, int from)
    {
        CallChecks.ThrowUnlessOther(from, rank, size);
        fixed (byte* start = bytes) Run(new(CollectiveOperation.Receive, ++_received[from], bytes.Length, from), Parts.Whole(start, bytes.Length));
    }

    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        Close();
    }

    /// <summary>All say what they are about to do, and find that it is the same.</summary>
    protected abstract void Meet(in CollectiveCall call);

    /// <summary>Each part becomes the sum of that part over all ranks at its owner, then each owner's part is copied to all; or one of the two.</summary>
    protected abstract void Exchange(in Parts parts, bool reduces, bool gathers);

    protected abstract void SpreadOut(in Parts whole, int root);

    protected abstract void Give(in CollectiveCall call, in Parts whole);

    protected abstract void Take(in CollectiveCall call, in Parts whole);

    /// <summary>The others are told, as far as they can be reached.</summary>
    protected abstract void Tell(CollectiveException fault);

    protected abstract void Close();

    private void Together(CollectiveOperation operation, in Parts parts, int root) => Run(new(operation, ++_together, parts.TotalBytes, root), parts);

    private void Run(in CollectiveCall call, in Parts parts)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_fault is not null) throw new CollectiveException(_fault.Message, _fault);
        try
        {
            Act(call, parts);
        }
        catch (CollectiveException fault)
        {
            _fault = fault;
            Tell(fault);
            throw;
        }
    }

    private void Act(in CollectiveCall call, in Parts parts)
    {
        if (call.IsTogether) Meet(call);
        switch (call.Operation)
        {
            case CollectiveOperation.AllReduce:
                Exchange(parts, reduces: true, gathers: true);
                break;
            case CollectiveOperation.ReduceScatter:
                Exchange(parts, reduces: true, gathers: false);
                break;
            case CollectiveOperation.AllGather:
                Exchange(parts, reduces: false, gathers: true);
                break;
            case CollectiveOperation.Broadcast:
                SpreadOut(parts, call.Peer);
                break;
            case CollectiveOperation.Send:
                Give(call, parts);
                break;
            case CollectiveOperation.Receive:
                Take(call, parts);
                break;
        }
    }
}
