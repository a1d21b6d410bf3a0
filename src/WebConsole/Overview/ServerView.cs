using Athanor.Foundation.Units;

namespace Athanor.WebConsole.Overview;

/// <summary>What runs here. Where things lie on the machine is null for those who may not see it.</summary>
public sealed record ServerView(string Version, TimeSpan Uptime, string? Database, string? DataDirectory, Bytes? Free, Bytes? Capacity)
{
    public string UptimeText => Uptime switch
    {
        { TotalDays: >= 1 } => $"{(int)Uptime.TotalDays} d {Uptime.Hours} h",
        { TotalHours: >= 1 } => $"{(int)Uptime.TotalHours} h {Uptime.Minutes} min",
        { TotalMinutes: >= 1 } => $"{(int)Uptime.TotalMinutes} min",
        _ => "less than a minute",
    };
}
