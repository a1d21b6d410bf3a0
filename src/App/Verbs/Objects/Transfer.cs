namespace Athanor.App.Verbs.Objects;

/// <summary>One file or object that is to go from one place to another.</summary>
internal sealed record Transfer(Place From, Place To, long Size);
