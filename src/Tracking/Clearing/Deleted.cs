namespace Athanor.Tracking.Clearing;

/// <summary>A run or a logged model that was deleted, by the number of its row; the address says where its files lie.</summary>
internal sealed record Deleted(bool IsRun, long Key, string Project, string Id, string Address);
