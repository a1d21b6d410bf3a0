namespace Athanor.Access;

/// <summary>A secret of a project without its value, which nobody is shown again.</summary>
public sealed record ProjectSecret(string Name, string SetBy, DateTimeOffset SetAt);
