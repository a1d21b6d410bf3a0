namespace Athanor.Access;

public sealed record KeyDraft(string Principal, string Description, TimeSpan? Lifetime, int RequestsPerSecond);
