using System.Net;

namespace Athanor.Compute.Collectives.Rendezvous;

/// <summary>A gang that has come together and agrees. What one rank cannot do, the others hear in its words.</summary>
internal interface IMeeting : IAsyncDisposable
{
    /// <summary>What all keys of this meeting are made of: of no other meeting's.</summary>
    ReadOnlyMemory<byte> Key { get; }

    /// <summary>The address of this rank that the others can reach.</summary>
    IPAddress Address { get; }

    /// <summary>Everybody says something short, and gets what all said, by rank. Nobody returns before all have spoken.</summary>
    Task<IReadOnlyList<byte[]>> ExchangeAsync(byte[] mine, CancellationToken cancellation);

    /// <summary>Says to the others why this rank gives up.</summary>
    Task GiveUpAsync(string reason);
}
