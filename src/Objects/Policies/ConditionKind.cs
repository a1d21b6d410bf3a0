namespace Athanor.Objects.Policies;

/// <summary>How a value of the request is compared with one of the policy.</summary>
internal enum ConditionKind
{
    Text,
    TextIgnoringCase,
    Pattern,
    NumberEqual,
    NumberLess,
    NumberLessOrEqual,
    NumberGreater,
    NumberGreaterOrEqual,
    TimeEqual,
    TimeBefore,
    TimeBeforeOrEqual,
    TimeAfter,
    TimeAfterOrEqual,
    Flag,
    Address,
    Absence,
}
