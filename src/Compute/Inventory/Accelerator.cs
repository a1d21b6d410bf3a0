using Athanor.Foundation.Units;

namespace Athanor.Compute.Inventory;

/// <summary>One accelerator of this machine: its lasting identifier (<c>GPU-…</c>), its kind, and what it is.</summary>
public sealed record Accelerator(string Id, string Kind, int Index, string Model, Bytes Memory);
