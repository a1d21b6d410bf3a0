using System.Diagnostics.Metrics;
using System.IO.Pipelines;
using Athanor.Datasets.Api;
using Athanor.Datasets.Loading;
using Athanor.Datasets.Loading.Reading;
using Athanor.Datasets.Loading.Shards;
using Microsoft.Extensions.Logging.Abstractions;

namespace Athanor.App.Verbs.Data;

/// <summary>Samples out of a folder of shards: the same stream that a server makes of the same files.</summary>
internal static class LocalSamples
{
    public static async Task CopyToAsync(string folder, SamplesQuery query, Stream output, CancellationToken cancellation)
    {
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var shards = ShardFolder.Open(Path.GetFullPath(folder));
        var set = SampleSet.Of(shards, query.Seed ?? 0, query.Order);
        var readers = new SampleReaders(TimeProvider.System, services.GetRequiredService<IMeterFactory>(), NullLogger<SampleReaders>.Instance);
        await using var reader = readers.Open(set, query.Options(set.Sequence.Length));
        await SampleTar.WriteAsync(reader, PipeWriter.Create(output, new(leaveOpen: true)), cancellation);
    }
}
