namespace Athanor.Tracking.Model;

/// <summary>A tag, or a parameter.</summary>
public readonly record struct NamedText(string Key, string Value);
