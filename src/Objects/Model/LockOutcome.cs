namespace Athanor.Objects.Model;

/// <summary>What became of a change to a lock.</summary>
internal enum LockOutcome
{
    Changed,
    NoSuchVersion,
    IsMarker,

    /// <summary>The lock that is there does not allow it.</summary>
    Refused,
}
