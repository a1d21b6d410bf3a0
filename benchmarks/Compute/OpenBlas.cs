using System.Diagnostics;
using System.Globalization;
using Athanor.Benchmarks.Harness;

namespace Athanor.Benchmarks.Compute;

/// <summary>
/// The reference: Debian's OpenBLAS (the OpenMP build) in a process of its own, since it reads at load for which processor it computes, and with how many threads.
/// It waits without work between two questions.
/// </summary>
internal sealed class OpenBlas : IDisposable
{
    private const string Python = "/usr/bin/python3";
    private const string Library = "/usr/lib/x86_64-linux-gnu/openblas-openmp/libopenblas.so.0";

    // Asked for a size and a number of calls, it says how many GFLOP/s the fastest of them came to.
    private const string Program = """
        import ctypes, sys, time
        library = ctypes.CDLL(sys.argv[1])
        library.openblas_get_corename.restype = ctypes.c_char_p
        print(library.openblas_get_corename().decode(), flush=True)
        one, zero, row_major, plain = ctypes.c_float(1), ctypes.c_float(0), 101, 111
        for question in sys.stdin:
            n, calls = map(int, question.split())
            numbers = ctypes.c_float * (n * n)
            left, right, product = numbers(*([0.5] * (n * n))), numbers(*([0.25] * (n * n))), numbers()
            def multiply():
                begin = time.perf_counter()
                library.cblas_sgemm(row_major, plain, plain, n, n, n, one, left, n, right, n, zero, product, n)
                return time.perf_counter() - begin
            multiply()
            print(2 * n ** 3 / min(multiply() for _ in range(calls)) / 1e9, flush=True)
        """;

    private readonly Process _process;

    private OpenBlas(Process process, string core) => (_process, Core) = (process, core);

    /// <summary>The processor that it computes for.</summary>
    public string Core { get; }

    public static OpenBlas Start(int threads, string? core)
    {
        var start = new ProcessStartInfo(Python, ["-c", Program, Library]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["OPENBLAS_NUM_THREADS"] = start.Environment["OMP_NUM_THREADS"] = $"{threads}";
        start.Environment.Remove("OPENBLAS_CORETYPE");
        if (core is not null) start.Environment["OPENBLAS_CORETYPE"] = core;
        var process = Process.Start(start)!;
        var answer = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("OpenBLAS could not be measured; libopenblas0-openmp of Debian has to be installed.");
        return new(process, answer);
    }

    /// <summary>The core type that is fastest on this machine, which is not always the one that OpenBLAS takes.</summary>
    public static OpenBlas StartBest(int threads, IEnumerable<string> cores, int size)
    {
        var candidates = cores.Select(core => Start(threads, core)).ToList();
        var best = candidates.MaxBy(candidate => candidate.Measure(size, calls: 5))!;
        foreach (var candidate in candidates.Where(candidate => candidate != best)) candidate.Dispose();
        Workplace.Say($"With {threads} of its threads {best.Core} is the fastest core type of OpenBLAS here.");
        return best;
    }

    public double Measure(int size, int calls)
    {
        _process.StandardInput.WriteLine($"{size} {calls}");
        _process.StandardInput.Flush();
        return double.Parse(_process.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
