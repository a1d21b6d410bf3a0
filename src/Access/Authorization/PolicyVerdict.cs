namespace Athanor.Access.Authorization;

/// <summary>What a resource's own policy says of a request.</summary>
public enum PolicyVerdict
{
    /// <summary>The policy does not speak of it; roles decide.</summary>
    NotMentioned,
    Allowed,

    /// <summary>Whatever else allows it.</summary>
    Denied,
}
