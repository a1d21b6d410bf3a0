namespace Athanor.Objects.Usage;

/// <summary>Three sums that many requests add to at once.</summary>
internal sealed class TrafficCounter
{
    private long _requests;
    private long _received;
    private long _sent;

    public void Add(long requests, long received, long sent)
    {
        Interlocked.Add(ref _requests, requests);
        Interlocked.Add(ref _received, received);
        Interlocked.Add(ref _sent, sent);
    }

    public TrafficReport Read() => new(Interlocked.Read(ref _requests), Interlocked.Read(ref _received), Interlocked.Read(ref _sent));

    /// <summary>The sums so far, which begin anew.</summary>
    public TrafficReport Take() => new(Interlocked.Exchange(ref _requests, 0), Interlocked.Exchange(ref _received, 0), Interlocked.Exchange(ref _sent, 0));
}
