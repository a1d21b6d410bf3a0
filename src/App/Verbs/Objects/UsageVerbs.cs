using System.CommandLine;
using System.Text.Json;
using Athanor.Foundation.Problems;
using Athanor.Foundation.Units;
using Athanor.Objects.Blobs;
using Athanor.Objects.Usage;
using Spectre.Console;

namespace Athanor.App.Verbs.Objects;

/// <summary>How much is held, and how much may be.</summary>
internal static class UsageVerbs
{
    private static readonly Argument<string?> Bucket = new("bucket") { Description = "Only this bucket.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Argument<string> Holder = new("holder") { Description = "bucket/NAME or project/NAME." };
    private static readonly Option<string?> Bytes = new("--bytes") { Description = "How much all versions and unfinished uploads may take, such as 500GiB." };
    private static readonly Option<long?> Count = new("--objects") { Description = "How many versions of objects there may be." };

    public static Command Usage() => Verb.Of("du", "Show what buckets and projects hold, and the room it takes on the disk.", ShowUsageAsync, Bucket);

    public static Command Quota() => new("quota", "Limits on what buckets and projects hold.")
    {
        Verb.Of("show", "Show a quota.", ShowQuotaAsync, Holder),
        Verb.Of("set", "Limit a bucket, or all buckets of a project together.", SetQuotaAsync, Holder, Bytes, Count),
        Verb.Of("clear", "Lift a quota.", ClearQuotaAsync, Holder),
    };

    private static async Task<int> ShowUsageAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var buckets = (await api.ListAsync("/api/v1/buckets", cancellation)).ConvertAll(item => item.Deserialize<BucketReport>(JsonSerializerOptions.Web)!);
        if (cli.Get(Bucket) is { } name && buckets.RemoveAll(bucket => bucket.Name != name) >= 0 && buckets.Count == 0) throw new ProblemException(ObjectsCommandProblems.UnknownBucket(name));

        // What the disk holds is one for all projects: whoever may not see the server sees the buckets alone.
        var space = cli.Get(Bucket) is null ? await FindSpaceAsync(api, cancellation) : null;
        cli.Output.Write(new { buckets, space }, console => Write(console, buckets, space));
        return Verb.Succeeded;
    }

    private static async Task<BlobSpace?> FindSpaceAsync(ApiClient api, CancellationToken cancellation)
    {
        try
        {
            return (await api.GetAsync("/api/v1/objects/space", cancellation)).Deserialize<BlobSpace>(JsonSerializerOptions.Web);
        }
        catch (ProblemException forbidden) when (forbidden.Problem.Status == StatusCodes.Status403Forbidden)
        {
            return null;
        }
    }

    private static void Write(IAnsiConsole console, List<BucketReport> buckets, BlobSpace? space)
    {
        var table = Output.NewTable("project", "bucket", "objects", "bytes", "versions", "uploads", "of them", "requests", "received", "sent");
        foreach (var project in buckets.GroupBy(bucket => bucket.Project).OrderBy(project => project.Key, StringComparer.Ordinal))
        {
            foreach (var bucket in project) table.AddRow(Cells(project.Key, bucket.Name, [bucket]));
            if (project.Skip(1).Any()) table.AddRow(Cells(project.Key, "all", project));
        }
        console.Write(table);
        if (space is null) return;
        console.WriteLine();
        console.WriteLine($"logical  {new Bytes(buckets.Sum(bucket => bucket.Bytes + bucket.UploadBytes))}");
        console.WriteLine($"on disk  {new Bytes(space.Total)}, of which compaction gives back {new Bytes(space.Reclaimable)}");
    }

    private static IEnumerable<Text> Cells(string project, string name, IEnumerable<BucketReport> buckets)
    {
        var all = buckets.ToList();
        string[] cells =
        [
            project,
            name,
            $"{all.Sum(bucket => bucket.Objects)}",
            $"{new Bytes(all.Sum(bucket => bucket.Bytes))}",
            $"{all.Sum(bucket => bucket.Versions)}",
            $"{all.Sum(bucket => bucket.Uploads)}",
            $"{new Bytes(all.Sum(bucket => bucket.UploadBytes))}",
            $"{all.Sum(bucket => bucket.Traffic.Requests)}",
            $"{new Bytes(all.Sum(bucket => bucket.Traffic.BytesReceived))}",
            $"{new Bytes(all.Sum(bucket => bucket.Traffic.BytesSent))}",
        ];
        return cells.Select(cell => new Text(cell));
    }

    private static async Task<int> ShowQuotaAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        Show(cli, await api.GetAsync(PathOf(cli), cancellation));
        return Verb.Succeeded;
    }

    private static async Task<int> SetQuotaAsync(Invocation cli, CancellationToken cancellation)
    {
        if (cli.Get(Bytes) is null && cli.Get(Count) is null) throw new ProblemException(ObjectsCommandProblems.EmptyQuota);
        long? bytes = cli.Get(Bytes) is not { } text ? null : Foundation.Units.Bytes.TryParse(text, out var size) ? size.Value : throw new ProblemException(ObjectsCommandProblems.BadSize(text));
        using var api = cli.Api();
        Show(cli, await api.SendAsync(HttpMethod.Put, PathOf(cli), new { maximumBytes = bytes, maximumObjects = cli.Get(Count) }, cancellation));
        return Verb.Succeeded;
    }

    private static async Task<int> ClearQuotaAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        await api.SendAsync(HttpMethod.Delete, PathOf(cli), null, cancellation);
        cli.Output.Say($"{cli.Get(Holder)} has no quota.");
        return Verb.Succeeded;
    }

    private static void Show(Invocation cli, JsonElement answer)
    {
        var quota = answer.Deserialize<Quota>(JsonSerializerOptions.Web)!;
        cli.Output.Write(answer, console => console.WriteLine(
            $"{cli.Get(Holder)}: {(quota.MaximumBytes is { } bytes ? new Bytes(bytes).ToString() : "any number of bytes")}, {(quota.MaximumObjects is { } objects ? $"{objects} objects" : "any number of objects")}"));
    }

    private static string PathOf(Invocation cli) => cli.Get(Holder)!.Split('/') switch
    {
        ["bucket", { Length: > 0 } name] => $"/api/v1/buckets/{Uri.EscapeDataString(name)}/quota",
        ["project", { Length: > 0 } name] => $"/api/v1/projects/{Uri.EscapeDataString(name)}/quota",
        _ => throw new ProblemException(ObjectsCommandProblems.BadHolder(cli.Get(Holder)!)),
    };
}
