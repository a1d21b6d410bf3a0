using System.CommandLine;
using System.Diagnostics;
using Athanor.App.Verbs.Objects;
using Athanor.Datasets.Client;
using Athanor.Datasets.Client.Cache;
using Athanor.Datasets.Client.Import;
using Athanor.Foundation.Problems;
using Athanor.Foundation.Units;
using Athanor.Objects.Client;
using Spectre.Console;

namespace Athanor.App.Verbs.Data;

/// <summary><c>athanor data import</c>: brings a branch to what a folder or a bucket holds.</summary>
internal static class ImportVerb
{
    private const int ShownNotes = 10;

    private static readonly Argument<string> Source = new("source") { Description = "A folder, or s3://BUCKET/PREFIX." };
    private static readonly Argument<string> Target = new("target") { Description = "DATASET[@BRANCH][/PREFIX]." };
    private static readonly Option<bool> Delete = new("--delete") { Description = "Remove from the branch what the source does not have." };
    private static readonly Option<string?> Message = new("--message", "-m") { Description = "Commit afterwards, with this message." };
    private static readonly Option<string?> Endpoint = new("--endpoint") { Description = "The S3 server of the source, with the key of AWS_ACCESS_KEY_ID; this one without it." };

    public static Command Create() => Verb.Of("import", "Import a folder or a bucket; what is there already is not sent again.", RunAsync, Source, Target, Delete, Message, Endpoint);

    private static async Task<int> RunAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var place = await DatasetPlace.Read(cli.Get(Target)!).ResolveAsync(api, cancellation);
        var start = Stopwatch.GetTimestamp();
        var report = await ImportAsync(cli, api, place, cancellation);
        cli.Output.Write(report, console => Write(console, report, Stopwatch.GetElapsedTime(start), place));
        return report.Changing.Count == 0 ? Verb.Succeeded : throw new ProblemException(ImportProblems.Changing(report.Changing.Count, report.Changing.First));
    }

    private static async Task<ImportReport> ImportAsync(Invocation cli, ApiClient api, DatasetPlace place, CancellationToken cancellation)
    {
        using var display = new TransferDisplay();
        var importer = new Importer(new RemoteBranch(api, place), CacheFolder.OfUser(), display, TimeProvider.System);
        var (from, wish) = (Place.Read(cli.Get(Source)!), new ImportWish(cli.Get(Delete), cli.Get(Message)));
        if (!from.IsRemote)
        {
            var folder = Path.GetFullPath(from.Path);
            return await importer.FromFolderAsync(folder, KeyOf(api, place, folder), wish, cancellation);
        }

        var connection = ConnectionOf(cli);
        using var client = new S3Client(connection, TimeProvider.System);
        var key = KeyOf(api, place, $"{connection.Endpoint}{from.Bucket}/{from.FolderPath}");
        return await importer.FromBucketAsync(new RemoteBuckets(client), from.Bucket!, from.FolderPath, key, wish, cancellation);
    }

    private static CacheKey KeyOf(ApiClient api, DatasetPlace place, string source) => new("import", source, api.Server.Authority, place.Dataset, place.Ref!, place.FolderPrefix);

    private static S3Connection ConnectionOf(Invocation cli)
    {
        if (cli.Get(Endpoint) is not { } text) return cli.S3();
        if (!Uri.TryCreate(text, UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("http" or "https")) throw new ProblemException(DataCommandProblems.BadEndpoint(text));
        return Invocation.Variable("AWS_ACCESS_KEY_ID") is { } id && Invocation.Variable("AWS_SECRET_ACCESS_KEY") is { } secret
            ? new(endpoint, id, secret, Invocation.Variable("AWS_REGION") ?? "us-east-1")
            : throw new ProblemException(DataCommandProblems.NoSourceKey);
    }

    private static void Write(IAnsiConsole console, ImportReport report, TimeSpan elapsed, DatasetPlace place)
    {
        Note(console, "skipped", report.Skipped);
        Note(console, "differ only by case", report.Collisions);
        if (report.Vanished > 0) console.WriteLine($"{report.Vanished} files were removed while they were imported.");
        console.WriteLine(report.IsUnchanged
            ? $"{place} holds all {report.Files} files ({new Bytes(report.Bytes)}) already; nothing was sent."
            : $"{report.SentFiles} of {report.Files} files sent to {place} ({new Bytes(report.SentBytes)} in {elapsed.TotalSeconds:0.0} s), {report.Removed} removed.");
        if (report.HasOthers) console.WriteLine("The branch holds files there that the source does not; --delete removes them.");
        if (report.Commit is { } commit) console.WriteLine($"Commit {DataText.Short(commit)}.");
    }

    private static void Note(IAnsiConsole console, string what, Noted noted)
    {
        foreach (var text in noted.First.Take(ShownNotes)) console.WriteLine($"{what}: {text}");
        if (noted.Count > ShownNotes) console.WriteLine($"{what}: {noted.Count - ShownNotes} more");
    }
}
