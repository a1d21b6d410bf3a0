namespace Athanor.App.Verbs.Runs.Transport;

/// <summary>What was carried. Skipped are runs that were there already; unfinished are those of which not all could be carried.</summary>
internal sealed record TransportReport(int Runs, int Skipped, int Unfinished, long Points, long Files, long Bytes, int Notes, IReadOnlyList<string> FirstNotes);
