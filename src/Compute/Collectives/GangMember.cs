using System.Globalization;

namespace Athanor.Compute.Collectives;

/// <summary>One rank of a gang: its place, where the gang meets, and what it must have in common with the others.</summary>
public sealed record GangMember
{
    public const int MostRanks = 1024;
    public const int LeastSecretBytes = 32;

    private GangMember(int rank, int size, string address, int port, ReadOnlyMemory<byte> secret, ReadOnlyMemory<byte> configuration) =>
        (Rank, Size, MasterAddress, MasterPort, Secret, Configuration) = (rank, size, address, port, secret, configuration);

    public int Rank { get; }

    public int Size { get; }

    /// <summary>Where rank 0 listens: a name or number of one of its machine's interfaces.</summary>
    public string MasterAddress { get; }

    public int MasterPort { get; }

    /// <summary>Who knows it is of the gang.</summary>
    public ReadOnlyMemory<byte> Secret { get; }

    /// <summary>What all ranks must have been started with, in any form that is equal where they agree.</summary>
    public ReadOnlyMemory<byte> Configuration { get; }

    /// <summary>How long the gang may take to come together.</summary>
    public TimeSpan JoinWithin { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a rank waits in an operation for one that does nothing.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(30);

    public static GangMember Create(int rank, int size, string masterAddress, int masterPort, ReadOnlyMemory<byte> secret, ReadOnlyMemory<byte> configuration)
    {
        if (size is < 1 or > MostRanks) throw new CollectiveException($"A gang has 1 to {MostRanks} ranks, not {size}.");
        if ((uint)rank >= (uint)size) throw new CollectiveException($"There is no rank {rank} among {size}.");
        if (masterPort is < 1 or > ushort.MaxValue) throw new CollectiveException($"There is no port {masterPort}; a gang meets at one from 1 to {ushort.MaxValue}.");
        if (secret.Length < LeastSecretBytes) throw new CollectiveException($"The secret of a gang has at least {LeastSecretBytes} bytes.");
        return new(rank, size, masterAddress, masterPort, secret, configuration);
    }

    /// <summary>Out of the variables that torchrun and our jobs set: RANK, WORLD_SIZE, MASTER_ADDR, MASTER_PORT.</summary>
    public static GangMember FromEnvironment(Func<string, string?> variable, ReadOnlyMemory<byte> secret, ReadOnlyMemory<byte> configuration)
    {
        return Create(Number("RANK"), Number("WORLD_SIZE"), Text("MASTER_ADDR"), Number("MASTER_PORT"), secret, configuration);

        string Text(string name) => variable(name) is { Length: > 0 } text ? text : throw new CollectiveException($"{name} is not set; a job's command gets it from its launcher.");

        int Number(string name) => int.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new CollectiveException($"{name} is no number.");
    }
}
