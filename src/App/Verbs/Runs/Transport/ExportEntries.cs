using System.Formats.Tar;
using System.Runtime.CompilerServices;
using Athanor.Foundation.Problems;

namespace Athanor.App.Verbs.Runs.Transport;

/// <summary>The files of an export in the order of its layout, out of a folder or a tar file.</summary>
internal static class ExportEntries
{
    public static async IAsyncEnumerable<ExportEntry> OfFolder(SourceFolder folder)
    {
        foreach (var experiment in folder.Folders("").Where(SourceNames.IsName))
        {
            if (Find(folder, $"{experiment}/{ExportLayout.Experiment}") is not { } described) continue;
            yield return described;
            foreach (var run in folder.Folders(experiment).Where(SourceNames.IsName))
                foreach (var entry in OfRun(folder, $"{experiment}/{run}")) yield return entry;
        }
        await Task.CompletedTask;
    }

    /// <summary>What is no plain file is passed over: nothing is ever unpacked from it.</summary>
    public static async IAsyncEnumerable<ExportEntry> OfTar(Stream stream, TransportNotes notes, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var tar = new TarReader(stream, leaveOpen: true);
        while (await NextAsync(tar, cancellation) is { } entry)
        {
            if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile) yield return new(entry.Name, entry.Length, () => entry.DataStream ?? Stream.Null);
            else if (entry.EntryType is not TarEntryType.Directory) notes.Add(entry.Name, "it is no plain file");
        }
    }

    private static IEnumerable<ExportEntry> OfRun(SourceFolder folder, string run)
    {
        if (Find(folder, $"{run}/{ExportLayout.Run}") is not { } described) yield break;
        yield return described;
        if (Find(folder, $"{run}/{ExportLayout.Metrics}") is { } metrics) yield return metrics;
        foreach (var file in folder.Files($"{run}/{ExportLayout.Artifacts}")) yield return new($"{run}/{ExportLayout.Artifacts}/{file.Path}", file.Length, file.Open);
        if (Find(folder, $"{run}/{ExportLayout.Complete}") is { } complete) yield return complete;
    }

    private static ExportEntry? Find(SourceFolder folder, string path) => folder.Find(path) is { } file ? new(path, file.Length, file.Open) : null;

    private static async Task<TarEntry?> NextAsync(TarReader tar, CancellationToken cancellation)
    {
        try
        {
            return await tar.GetNextEntryAsync(copyData: false, cancellation);
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new ProblemException(RunCommandProblems.BadSource("The file", "is no whole tar file"), broken);
        }
    }
}
