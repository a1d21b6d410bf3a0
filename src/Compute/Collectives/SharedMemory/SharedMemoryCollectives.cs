using System.Security.Cryptography;
using System.Text;
using Athanor.Compute.Collectives.Rendezvous;

namespace Athanor.Compute.Collectives.SharedMemory;

/// <summary>A gang on one machine.</summary>
public static class SharedMemoryCollectives
{
    public const int MostRanks = 64;

    /// <summary>A folder in memory that every Linux has.</summary>
    public const string DefaultFolder = "/dev/shm";

    /// <summary>The folder is rank 0's; the file in it is gone once all have opened it. Only a process that is killed right between leaves it behind.</summary>
    public static Task<ICollectives> JoinAsync(GangMember member, string folder, CancellationToken cancellation)
    {
        if (member.Size > MostRanks) throw new CollectiveException($"At most {MostRanks} ranks share memory, not {member.Size}.");
        return Meeting.JoinAsync(member, (meeting, patience) => FormAsync(member, meeting, folder, patience), cancellation);
    }

    private static async Task<ICollectives> FormAsync(GangMember member, IMeeting meeting, string folder, CancellationToken cancellation)
    {
        var layout = new SegmentLayout(member.Size);
        var key = SecretProof.Derive(meeting.Key.Span, "shared memory"u8);
        var path = Path.Combine(folder, $"athanor-gang-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}");
        SharedSegment? segment = null;
        try
        {
            if (member.Rank == 0) segment = SharedSegment.Create(path, key, layout);
            var cards = await meeting.ExchangeAsync(member.Rank == 0 ? Encoding.UTF8.GetBytes(path) : [], cancellation);
            segment ??= SharedSegment.Open(Encoding.UTF8.GetString(cards[0]), key, layout, member.Rank);
            await meeting.ExchangeAsync([], cancellation);
            return new SharedMemoryGroup(segment, layout, member.Rank, member.Size, member.AnswerWithin);
        }
        catch
        {
            segment?.Dispose();
            throw;
        }
        finally
        {
            if (member.Rank == 0) File.Delete(path);
        }
    }
}
