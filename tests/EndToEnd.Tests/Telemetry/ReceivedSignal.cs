namespace Athanor.EndToEnd.Telemetry;

internal sealed record ReceivedSignal(string Path, string ContentType, byte[] Body);
