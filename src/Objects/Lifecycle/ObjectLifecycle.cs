using Athanor.Foundation.Databases;
using Athanor.Objects.Model;
using Athanor.Objects.Wire.Documents;

namespace Athanor.Objects.Lifecycle;

/// <summary>Says what rules would do to a bucket, before they are set.</summary>
internal sealed class ObjectLifecycle(IDatabase database, TimeProvider clock)
{
    public const int MostExamined = 2_000_000;
    public const int MostExamples = 20;

    public async Task<LifecyclePreview> PreviewAsync(Bucket bucket, LifecycleConfiguration configuration, CancellationToken cancellation)
    {
        var (scan, now) = (new LifecycleScan(bucket, configuration), clock.GetUtcNow());
        var (counts, examined, examples) = (LifecycleCounts.None, 0L, new List<LifecycleExample>());
        ScanPosition? next = scan.Begin;
        while (next is { } from && examined < MostExamined)
        {
            var page = await database.ReadAsync(session => scan.Read(session, from, now), cancellation);
            foreach (var finding in page.Findings)
            {
                var (isHiding, bytes) = (scan.IsHiding(finding), scan.BytesOf(finding));
                counts += new LifecycleCounts(isHiding ? 1 : 0, isHiding ? 0 : 1, 0, bytes);
                if (examples.Count < MostExamples)
                    examples.Add(new(isHiding ? "hide" : "remove", finding.Version.Key, finding.Version.Version, bytes, finding.Place.SupersededAt ?? finding.Version.StoredAt, finding.Decision.Rule.Id));
            }
            (next, examined) = (page.Next, examined + page.Examined);
        }
        return await AddUploadsAsync(scan, new(counts, examined, IsComplete: next is null, examples), now, cancellation);
    }

    private async Task<LifecyclePreview> AddUploadsAsync(LifecycleScan scan, LifecyclePreview preview, DateTimeOffset now, CancellationToken cancellation)
    {
        var (counts, examples) = (preview.Counts, preview.Examples.ToList());
        for ((string Key, string Id)? next = (scan.Begin.Key, ""); next is { } from;)
        {
            (var due, next) = await database.ReadAsync(session => scan.ReadUploads(session, from, now), cancellation);
            foreach (var (upload, decision, bytes) in due)
            {
                counts += new LifecycleCounts(0, 0, 1, bytes);
                if (examples.Count < MostExamples) examples.Add(new("abort", upload.Key, upload.Id, bytes, upload.StartedAt, decision.Rule.Id));
            }
        }
        return preview with { Counts = counts, Examples = examples };
    }
}
