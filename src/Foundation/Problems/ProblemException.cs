namespace Athanor.Foundation.Problems;

/// <summary>The caller's fault or the world's: carries the problem to the door that answers it.</summary>
public sealed class ProblemException(Problem problem, Exception? cause = null) : Exception(problem.Detail, cause)
{
    public Problem Problem { get; } = problem;
}
