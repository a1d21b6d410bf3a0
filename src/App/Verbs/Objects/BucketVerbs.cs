using System.CommandLine;
using Athanor.Foundation.Problems;
using Athanor.Foundation.Units;
using Athanor.Objects.Client;
using Spectre.Console;

namespace Athanor.App.Verbs.Objects;

/// <summary>Looking at buckets, making and emptying them.</summary>
internal static class BucketVerbs
{
    private static readonly Argument<string?> Where = new("place") { Description = "s3://BUCKET or s3://BUCKET/PREFIX; all buckets without it.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Argument<string> Bucket = new("bucket") { Description = "s3://BUCKET." };
    private static readonly Argument<string> Object = new("object") { Description = "s3://BUCKET/KEY." };
    private static readonly Option<bool> Recursive = new("--recursive", "-r") { Description = "All that is in it." };
    private static readonly Option<bool> Versions = new("--versions") { Description = "Versions of all ages, too." };
    private static readonly Option<bool> Force = new("--force") { Description = "Delete every object and version in it first." };
    private static readonly Option<string?> Project = new("--project") { Description = "The project it belongs to; the only one of your key, or else default." };
    private static readonly Option<int> Expires = new("--expires") { Description = "Seconds that it is good for (3600).", DefaultValueFactory = _ => 3600 };
    private static readonly Option<string> Method = new("--method") { Description = "What its holder may do: GET, PUT, HEAD or DELETE (GET).", DefaultValueFactory = _ => "GET" };

    public static IEnumerable<Command> All() =>
    [
        Verb.Of("ls", "List buckets, or objects.", ListAsync, Where, Recursive, Versions),
        Verb.Of("mb", "Make a bucket.", MakeAsync, Bucket, Project),
        Verb.Of("rb", "Remove a bucket.", RemoveBucketAsync, Bucket, Force),
        Verb.Of("rm", "Remove an object, or all under a prefix.", RemoveAsync, Object, Recursive, Versions),
        Verb.Of("cat", "Write an object to the output.", CatAsync, Object),
        Verb.Of("stat", "Show what is known of an object.", StatAsync, Object),
        Verb.Of("presign", "Print an address that lets its holder do one thing without a key.", PresignAsync, Object, Expires, Method),
    ];

    private static async Task<int> ListAsync(Invocation cli, CancellationToken cancellation)
    {
        using var client = new S3Client(cli.S3(), TimeProvider.System);
        var remote = new RemoteBuckets(client);
        if (cli.Get(Where) is not { } text)
        {
            var buckets = await remote.ListBucketsAsync(cancellation);
            cli.Output.Write(buckets.Select(bucket => new { bucket.Name, bucket.CreatedAt }), console => buckets.ForEach(bucket => console.WriteLine($"{TimeOf(bucket.CreatedAt)}  s3://{bucket.Name}")));
            return Verb.Succeeded;
        }

        var place = Place.ReadRemote(text);
        var delimiter = cli.Get(Recursive) ? "" : "/";
        var listed = cli.Get(Versions) ? remote.ListVersionsAsync(place.Bucket!, place.Path, delimiter, cancellation) : remote.ListAsync(place.Bucket!, place.Path, delimiter, cancellation);
        if (cli.Output.AsJson)
        {
            cli.Output.Write(await listed.ToListAsync(cancellation), _ => { });
            return Verb.Succeeded;
        }
        await foreach (var one in listed) Console.WriteLine(Printable(LineOf(one)));
        return Verb.Succeeded;
    }

    private static async Task<int> MakeAsync(Invocation cli, CancellationToken cancellation)
    {
        using var client = new S3Client(cli.S3(), TimeProvider.System);
        var bucket = Place.ReadRemote(cli.Get(Bucket)!).Bucket!;
        await new RemoteBuckets(client).CreateAsync(bucket, cli.Get(Project), cancellation);
        cli.Output.Say($"Bucket {bucket} is there.");
        return Verb.Succeeded;
    }

    private static async Task<int> RemoveBucketAsync(Invocation cli, CancellationToken cancellation)
    {
        using var client = new S3Client(cli.S3(), TimeProvider.System);
        var (remote, bucket) = (new RemoteBuckets(client), Place.ReadRemote(cli.Get(Bucket)!).Bucket!);
        if (cli.Get(Force)) await remote.DeleteAsync(bucket, remote.ListVersionsAsync(bucket, "", "", cancellation).Select(one => (one.Key, one.Version)), cancellation);
        await remote.DeleteBucketAsync(bucket, cancellation);
        cli.Output.Say($"Bucket {bucket} is removed.");
        return Verb.Succeeded;
    }

    private static async Task<int> RemoveAsync(Invocation cli, CancellationToken cancellation)
    {
        using var client = new S3Client(cli.S3(), TimeProvider.System);
        var (remote, place) = (new RemoteBuckets(client), Place.ReadRemote(cli.Get(Object)!));
        if (!cli.Get(Recursive) && place.Path.Length == 0) throw new ProblemException(ObjectsCommandProblems.NeedsRecursive(place.ToString()));

        var objects = cli.Get(Versions) ? remote.ListVersionsAsync(place.Bucket!, place.Path, "", cancellation) : remote.ListAsync(place.Bucket!, place.Path, "", cancellation);
        var count = cli.Get(Recursive) || cli.Get(Versions)
            ? await remote.DeleteAsync(place.Bucket!, objects.Where(one => cli.Get(Recursive) || one.Key == place.Path).Select(one => (one.Key, one.Version)), cancellation)
            : await remote.DeleteAsync(place.Bucket!, new[] { (place.Path, (string?)null) }.ToAsyncEnumerable(), cancellation);
        cli.Output.Write(new { removed = count }, console => console.WriteLine($"{count} removed."));
        return Verb.Succeeded;
    }

    private static async Task<int> CatAsync(Invocation cli, CancellationToken cancellation)
    {
        using var client = new S3Client(cli.S3(), TimeProvider.System);
        var place = Place.ReadRemote(cli.Get(Object)!);
        await using var output = Console.OpenStandardOutput();
        await new RemoteBuckets(client).CopyToAsync(place.Bucket!, place.Path, output, cancellation);
        return Verb.Succeeded;
    }

    private static async Task<int> StatAsync(Invocation cli, CancellationToken cancellation)
    {
        using var client = new S3Client(cli.S3(), TimeProvider.System);
        var place = Place.ReadRemote(cli.Get(Object)!);
        var head = await new RemoteBuckets(client).HeadAsync(place.Bucket!, place.Path, cancellation);
        var shown = head.Headers.Where(header => header.Key.StartsWith("x-amz-", StringComparison.Ordinal) || header.Key.StartsWith("content-", StringComparison.Ordinal)).OrderBy(header => header.Key, StringComparer.Ordinal);
        cli.Output.Write(new { bucket = place.Bucket, key = place.Path, head.Size, head.ETag, head.StoredAt, headers = shown.ToDictionary() }, console =>
        {
            console.WriteLine($"{place}\n  size         {head.Size} ({new Bytes(head.Size)})\n  stored       {TimeOf(head.StoredAt)}\n  entity tag   {head.ETag}");
            foreach (var (name, value) in shown) console.WriteLine($"  {name}: {value}");
        });
        return Verb.Succeeded;
    }

    private static Task<int> PresignAsync(Invocation cli, CancellationToken cancellation)
    {
        if (cli.Get(Expires) is < 1 or > 604_800) throw new ProblemException(ObjectsCommandProblems.BadLifetime);
        using var client = new S3Client(cli.S3(), TimeProvider.System);
        var place = Place.ReadRemote(cli.Get(Object)!);
        var address = client.Presign(cli.Get(Method)!.ToUpperInvariant(), place.Bucket!, place.Path, TimeSpan.FromSeconds(cli.Get(Expires)));
        cli.Output.Write(new { url = address }, _ => Console.WriteLine(address));
        return Task.FromResult(Verb.Succeeded);
    }

    private static string LineOf(RemoteObject one) => one.Size is { } size
        ? $"{TimeOf(one.StoredAt)}  {(one.IsMarker ? "deleted" : size),14}  {one.Key}{(one.Version is null ? "" : $"  {one.Version}{(one.IsLatest ? " (latest)" : "")}")}"
        : $"{"",-21}{"folder",14}  {one.Key}";

    // Whoever may store objects chooses their names; none of them moves the cursor of who lists them.
    private static string Printable(string line) => string.Concat(line.Select(letter => char.IsControl(letter) ? '\uFFFD' : letter));

    private static string TimeOf(DateTimeOffset? time) => $"{time?.ToLocalTime():yyyy-MM-dd HH:mm:ss}";
}
