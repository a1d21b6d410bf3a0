using System.Net;
using System.Text;
using Athanor.Compute.Collectives.Rendezvous;

namespace Athanor.Compute.Collectives.Ring;

/// <summary>A gang over any number of machines, by TCP.</summary>
public static class RingCollectives
{
    public static Task<ICollectives> JoinAsync(GangMember member, CancellationToken cancellation) => Meeting.JoinAsync(member, (meeting, patience) => FormAsync(member, meeting, patience), cancellation);

    private static async Task<ICollectives> FormAsync(GangMember member, IMeeting meeting, CancellationToken cancellation)
    {
        using var connecting = new PeerConnecting(member, meeting);
        var cards = await meeting.ExchangeAsync(Encoding.ASCII.GetBytes(connecting.EndPoint.ToString()), cancellation);
        var links = await connecting.ConnectAsync([.. cards.Select(Read)], cancellation);
        await meeting.ExchangeAsync([], cancellation);
        return new RingGroup(new(links, member.AnswerWithin), member.Rank, member.Size, member.AnswerWithin);
    }

    private static IPEndPoint Read(byte[] card) => IPEndPoint.TryParse(Encoding.ASCII.GetString(card), out var place) ? place : throw new CollectiveException("A rank did not say where it can be reached; all ranks have to be of one version.");
}
