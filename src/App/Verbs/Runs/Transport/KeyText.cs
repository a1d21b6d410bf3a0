namespace Athanor.App.Verbs.Runs.Transport;

/// <summary>A parameter or a tag.</summary>
internal sealed record KeyText(string Key, string Value);
