namespace Athanor.Objects.Policies;

internal enum PolicyVerdict
{
    /// <summary>The policy does not speak of it; roles decide.</summary>
    NotMentioned,
    Allowed,

    /// <summary>Whatever else allows it.</summary>
    Denied,
}
