namespace Athanor.Objects.Policies;

internal enum PolicyEffect
{
    Allow,
    Deny,
}
