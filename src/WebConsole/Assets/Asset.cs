namespace Athanor.WebConsole.Assets;

internal sealed record Asset(byte[] Content, string ContentType, string ETag);
