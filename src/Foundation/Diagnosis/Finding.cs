namespace Athanor.Foundation.Diagnosis;

/// <summary>One thing the doctor looked at. Where something is missing, it says what that costs and how to get it.</summary>
public sealed record Finding(string Area, string Name, FindingState State, string Value, string? Cost = null, string? Remedy = null);
