namespace Athanor.Access;

public sealed record Project(string Name, string Description, DateTimeOffset CreatedAt);
