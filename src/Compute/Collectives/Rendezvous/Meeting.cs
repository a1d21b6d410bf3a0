using System.Net;
using System.Net.Sockets;

namespace Athanor.Compute.Collectives.Rendezvous;

/// <summary>How a gang comes together: rank 0 listens where the launcher says, the others go there.</summary>
internal static class Meeting
{
    public const int MostCardBytes = 1024;

    /// <summary>Joins, and forms the group with what the meeting offers. Where that fails, all ranks fail and are told why.</summary>
    public static async Task<ICollectives> JoinAsync(GangMember member, Func<IMeeting, CancellationToken, Task<ICollectives>> form, CancellationToken cancellation)
    {
        if (member.Size == 1) return new Alone();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(member.JoinWithin);
        var address = await ResolveAsync(member, patience.Token);
        await using var meeting = member.Rank == 0 ? await HostedMeeting.GatherAsync(member, address, patience.Token) : await VisitedMeeting.AttendAsync(member, address, patience.Token);
        try
        {
            return await form(meeting, patience.Token);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or SocketException)
        {
            var reason = $"Rank {member.Rank} could not form the group: {failure.Message}";
            await meeting.GiveUpAsync(reason);
            throw new CollectiveException(reason, failure);
        }
        catch (CollectiveException failure)
        {
            await meeting.GiveUpAsync(failure.Message);
            throw;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new CollectiveException($"The gang met, but did not connect within {CollectiveFaults.Seconds(member.JoinWithin)}.");
        }
    }

    private static async Task<IPAddress> ResolveAsync(GangMember member, CancellationToken cancellation)
    {
        if (IPAddress.TryParse(member.MasterAddress, out var number)) return number;
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(member.MasterAddress, cancellation);
            return addresses.FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork) ?? addresses[0];
        }
        catch (Exception failure) when (failure is SocketException or ArgumentException)
        {
            throw new CollectiveException($"MASTER_ADDR '{member.MasterAddress}' is not known here: {failure.Message}.", failure);
        }
    }
}
