namespace Athanor.Accounting.Model;

/// <summary>For how long accelerators of a kind and model were held, or lay idle.</summary>
public sealed record AcceleratorHours(string Kind, string Model, decimal Hours);
