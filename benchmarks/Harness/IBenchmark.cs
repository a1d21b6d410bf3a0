namespace Athanor.Benchmarks.Harness;

/// <summary>One claim about speed or size, measured. It measures the program from outside, or a slice from inside.</summary>
internal interface IBenchmark
{
    string Name { get; }

    /// <summary>A sentence: what is measured, and against what.</summary>
    string Description { get; }

    /// <summary>What has to hold, as people say it.</summary>
    string Bar { get; }

    Task<BenchmarkResult> RunAsync(Workplace workplace, CancellationToken cancellation);
}
