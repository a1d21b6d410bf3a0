using System.CommandLine;
using Athanor.App.Leaves;
using Athanor.Foundation.Problems;
using Spectre.Console;

namespace Athanor.App.Verbs.Data;

/// <summary><c>athanor data draw</c>: a dataset to try things with, where there is none.</summary>
internal static class DrawVerb
{
    private static readonly Argument<string> Folder = new("folder") { Description = "The folder, empty or not there yet." };
    private static readonly Option<int> Photos = new("--photos") { Description = "How many (2500).", DefaultValueFactory = _ => 2500 };
    private static readonly Option<int> Seed = new("--seed") { Description = "The same seed draws the same photos (1).", DefaultValueFactory = _ => 1 };

    public static Command Create() => Verb.Of("draw", "Draw photos of leaves to try things with.", RunAsync, Folder, Photos, Seed);

    private static Task<int> RunAsync(Invocation cli, CancellationToken cancellation)
    {
        var (folder, photos) = (Path.GetFullPath(cli.Get(Folder)!), cli.Get(Photos));
        if (photos is < 1 or > LeafCollection.Most) throw new ProblemException(DataCommandProblems.BadPhotos(photos, LeafCollection.Most));
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())) throw new ProblemException(DataCommandProblems.NotEmpty(folder));

        var drawn = LeafCollection.Draw(folder, photos, cli.Get(Seed), cancellation);
        cli.Output.Write(drawn, console => console.WriteLine(
            $"{folder} holds {drawn.Photos.Count} photos of leaves in {Species.All.Count} folders. {drawn.Mislabelled.Count} lie in the wrong one and {drawn.Duplicates.Count} lie there twice; with --json they are named."));
        return Task.FromResult(Verb.Succeeded);
    }
}
