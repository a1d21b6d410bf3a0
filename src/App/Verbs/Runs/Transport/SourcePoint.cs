namespace Athanor.App.Verbs.Runs.Transport;

internal readonly record struct SourcePoint(string Key, long Step, long Timestamp, double Value);
