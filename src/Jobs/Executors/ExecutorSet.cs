using Athanor.Foundation.Problems;
using Athanor.Jobs.Model;
using Athanor.Jobs.Planning;

namespace Athanor.Jobs.Executors;

/// <summary>The executors that this server has.</summary>
internal sealed class ExecutorSet(IReadOnlyList<IExecutor> executors, string usual)
{
    public IReadOnlyList<PlannedNode> Nodes => [.. executors.SelectMany(executor => executor.Nodes)];

    public IExecutor Of(JobSpecification specification) => Find(specification.Executor ?? usual);

    public IExecutor Find(string name) => executors.FirstOrDefault(executor => executor.Name == name) ?? throw new ProblemException(JobsProblems.UnknownExecutor(name));
}
