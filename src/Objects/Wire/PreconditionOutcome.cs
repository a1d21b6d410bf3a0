namespace Athanor.Objects.Wire;

internal enum PreconditionOutcome
{
    Proceed,
    NotModified,
    Failed,
}
