using Athanor.Foundation.Identifiers;
using Athanor.Jobs.Model;

namespace Athanor.Jobs;

/// <summary>Inputs by what never changes, what they are in lineage, and the labels of policy that come with them.</summary>
public sealed record ResolvedInputs(IReadOnlyList<JobInput> Inputs, IReadOnlyList<Subject> Parents, IReadOnlyList<string> Labels)
{
    public JobSpecification Apply(JobSpecification specification) => specification with
    {
        Inputs = Inputs,
        Labels = [.. specification.Labels.Concat(Labels).Distinct(StringComparer.Ordinal)],
    };
}
