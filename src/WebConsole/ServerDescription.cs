namespace Athanor.WebConsole;

/// <summary>What App tells the console about the process that it is part of.</summary>
public sealed record ServerDescription(string Version, string DataDirectory, DateTimeOffset StartedAt);
