namespace Athanor.Jobs.Model;

public enum DependencyKind
{
    Success,
    Failure,
    End,
}
