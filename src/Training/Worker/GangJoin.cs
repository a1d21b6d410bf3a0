using System.Security.Cryptography;
using System.Text;
using Athanor.Compute.Collectives;
using Athanor.Compute.Collectives.Ring;
using Athanor.Compute.Collectives.SharedMemory;

namespace Athanor.Training.Worker;

/// <summary>Brings the workers of a job together: by shared memory where they are all on one machine, over TCP otherwise. What they share as a secret follows from the key of the job.</summary>
internal static class GangJoin
{
    private const string TokenVariable = "ATHANOR_TOKEN";

    public static async Task<ICollectives> JoinAsync(Func<string, string?> variable, byte[] configuration, CancellationToken cancellation)
    {
        if (variable("WORLD_SIZE") is null or "" or "1") return new Alone();
        var member = GangMember.FromEnvironment(variable, SecretOf(variable), configuration);
        return variable("LOCAL_WORLD_SIZE") == variable("WORLD_SIZE")
            ? await SharedMemoryCollectives.JoinAsync(member, SharedMemoryCollectives.DefaultFolder, cancellation)
            : await RingCollectives.JoinAsync(member, cancellation);
    }

    private static byte[] SecretOf(Func<string, string?> variable) => variable(TokenVariable) is { Length: >= 32 } token
        ? HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), "the workers of one job"u8)
        : throw new CollectiveException($"{TokenVariable} is not set: workers know each other by the key of their job.");
}
