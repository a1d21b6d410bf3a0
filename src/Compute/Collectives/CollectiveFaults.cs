namespace Athanor.Compute.Collectives;

/// <summary>All that goes wrong among ranks that have joined, in words that name the rank.</summary>
internal static class CollectiveFaults
{
    public static CollectiveException NotJoined(int rank, int size, in CollectiveCall call, TimeSpan patience) => new($"Rank {rank} of {size} did not join {call.Title} within {Seconds(patience)}.");

    public static CollectiveException Stalled(int rank, int size, in CollectiveCall call, TimeSpan patience) => new($"Rank {rank} of {size} joined {call.Title} and then did not go on with it for {Seconds(patience)}; it hangs, or one that it waits for.");

    public static CollectiveException Left(int rank, int size, in CollectiveCall call) => new($"Rank {rank} of {size} left the gang during {call.Title}: its process has ended, or it has closed the group.");

    public static CollectiveException Differs(int rank, in CollectiveCall theirs, int self, in CollectiveCall ours) =>
        theirs.Number != ours.Number && theirs.Operation == ours.Operation
            ? new($"Rank {rank} calls {theirs.Title} where rank {self} calls {ours.Title}.")
            : new($"Rank {rank} calls {theirs.Deed} where rank {self} calls {ours.Deed}.");

    public static string Seconds(TimeSpan time) => $"{time.TotalSeconds:0.###} s";
}
