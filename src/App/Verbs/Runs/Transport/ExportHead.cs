namespace Athanor.App.Verbs.Runs.Transport;

internal sealed record ExportHead(string Format, int Version);
