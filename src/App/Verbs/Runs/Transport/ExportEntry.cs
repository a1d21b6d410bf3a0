namespace Athanor.App.Verbs.Runs.Transport;

/// <summary>A file of an export; of a tar file it can be read only before the next one is asked for.</summary>
internal sealed record ExportEntry(string Path, long Length, Func<Stream> Open);
