using System.Diagnostics;

namespace Athanor.Benchmarks.Collectives;

/// <summary>The reference: Gloo, as PyTorch uses it between processors.</summary>
internal static class GlooGang
{
    private const string Python = "/usr/bin/python3";

    // They meet in a file: the store of PyTorch would listen on every interface.
    private const string Program = """
        import os, sys, time, torch, torch.distributed as dist

        store, elements, warm_ups, calls = sys.argv[1], *map(int, sys.argv[2:5])
        rank, size = int(os.environ["RANK"]), int(os.environ["WORLD_SIZE"])
        dist.init_process_group("gloo", init_method="file://" + store, rank=rank, world_size=size)
        values = torch.full((elements,), 1e-6)
        for _ in range(warm_ups):
            dist.all_reduce(values)
        dist.barrier()
        begin = time.perf_counter()
        for _ in range(calls):
            dist.all_reduce(values)
        rate = calls * elements * 4 / (time.perf_counter() - begin) / 1e9
        dist.barrier()
        if rank == 0:
            print(rate)
        """;

    public static Task<double> MeasureAsync(string folder, int ranks, CancellationToken cancellation)
    {
        var store = Path.Combine(folder, "gloo");
        File.Delete(store);
        return RankProcesses.MeasureAsync(ranks, _ =>
        {
            var start = new ProcessStartInfo(Python, ["-c", Program, store, $"{GangRank.Elements}", $"{GangRank.WarmUps}", $"{GangRank.Calls}"]);
            start.Environment["GLOO_SOCKET_IFNAME"] = "lo";
            start.Environment["OMP_NUM_THREADS"] = "1";
            return start;
        }, cancellation);
    }
}
