using System.CommandLine;
using System.Diagnostics;
using Athanor.Datasets.Client.Cache;
using Athanor.Datasets.Client.Checkout;
using Athanor.Foundation.Units;
using Athanor.Objects.Client;
using Spectre.Console;

namespace Athanor.App.Verbs.Data;

/// <summary><c>athanor data checkout</c>: brings a folder to what a version holds.</summary>
internal static class CheckoutVerb
{
    private static readonly Argument<string> Source = new("source") { Description = "DATASET[@REF][/PREFIX]: a branch is taken as it was committed last." };
    private static readonly Argument<string> Folder = new("folder") { Description = "The folder; made where there is none." };
    private static readonly Option<bool> Delete = new("--delete") { Description = "Remove from the folder what the version does not have." };

    public static Command Create() => Verb.Of("checkout", "Bring a folder to what a version holds; files that differ are replaced.", RunAsync, Source, Folder, Delete);

    private static async Task<int> RunAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        using var client = new S3Client(cli.S3(), TimeProvider.System);
        var place = await DatasetPlace.Read(cli.Get(Source)!).ResolveAsync(api, cancellation);
        var commit = (await api.GetAsync($"{place.Path}/commits/{Uri.EscapeDataString(place.Ref!)}", cancellation)).GetProperty("id").GetString()!;
        var folder = Path.GetFullPath(cli.Get(Folder)!);
        var start = Stopwatch.GetTimestamp();
        CheckoutReport report;
        using (var display = new TransferDisplay())
        {
            var checkout = new FolderCheckout(new RemoteVersion(api, new(client), place, commit), CacheFolder.OfUser(), display, TimeProvider.System);
            report = await checkout.RunAsync(folder, new("checkout", folder, api.Server.Authority, place.Dataset, "", place.FolderPrefix), cli.Get(Delete), cancellation);
        }

        var elapsed = Stopwatch.GetElapsedTime(start);
        var fetched = $"{report.FetchedFiles} fetched ({new Bytes(report.FetchedBytes)} in {elapsed.TotalSeconds:0.0} s), {report.Removed} removed";
        cli.Output.Write(
            new { commit, report }, console => console.WriteLine($"{folder} holds {report.Files} files ({new Bytes(report.Bytes)}) of commit {DataText.Short(commit)}: {fetched}."));
        return Verb.Succeeded;
    }
}
