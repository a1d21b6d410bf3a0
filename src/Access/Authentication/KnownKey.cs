using Athanor.Access.Authorization;

namespace Athanor.Access.Authentication;

/// <summary>A key as the doors need it: with its secret, and the caller it speaks for.</summary>
public sealed record KnownKey(AccessKey Key, string Secret, bool IsDisabled, Caller Caller)
{
    public bool IsUsableAt(DateTimeOffset now) => !IsDisabled && Key.IsUsableAt(now);
}
