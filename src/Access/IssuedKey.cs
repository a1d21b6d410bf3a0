namespace Athanor.Access;

/// <summary>A new key with its secret, which is shown once.</summary>
public sealed record IssuedKey(AccessKey Key, string Secret)
{
    /// <summary>What goes behind <c>Authorization: Bearer</c>.</summary>
    public string Token => $"{Key.Id}.{Secret}";
}
