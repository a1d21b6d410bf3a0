namespace Athanor.WebConsole.Browsing;

public sealed record SharedLink(string Address, DateTimeOffset EndsAt, string KeyId);
