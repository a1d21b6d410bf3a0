namespace Athanor.Objects.Policies;

/// <summary>For keys that have several values at once.</summary>
internal enum ConditionQuantifier
{
    None,
    Any,
    All,
}
