using System.Diagnostics.Metrics;
using System.Text;
using Athanor.Datasets.Loading.Reading;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Athanor.Datasets.Loading;

/// <summary>Readers as a test opens them, and all that they read.</summary>
internal static class Readers
{
    public static IMeterFactory Meters { get; } = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();

    public static SampleReader Open(SampleSet set, ReaderOptions options, TimeProvider? clock = null) => new SampleReaders(clock ?? TimeProvider.System, Meters, NullLogger<SampleReaders>.Instance).Open(set, options);

    /// <summary>Position and text of every sample up to the end.</summary>
    public static async Task<List<(long Position, string Text)>> ReadAsync(SampleSet set, ReaderOptions options)
    {
        await using var reader = Open(set, options);
        var read = new List<(long, string)>();
        while (await reader.NextAsync(TestContext.Current.CancellationToken) is { } sample)
        {
            using (sample) read.Add((sample.Position, TextOf(sample)));
        }
        return read;
    }

    public static string TextOf(Sample sample) => string.Join(' ', sample.Fields.Select(field => $"{sample.Key}.{field.Name}={Encoding.UTF8.GetString(field.Content.Span)}"));
}
