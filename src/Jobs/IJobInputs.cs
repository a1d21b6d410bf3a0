using Athanor.Access.Authorization;
using Athanor.Jobs.Model;

namespace Athanor.Jobs;

/// <summary>Knows what the inputs of jobs are. Jobs knows commands and folders; whoever joins the slices knows datasets and buckets.</summary>
public interface IJobInputs
{
    /// <summary>Refuses what the caller may not read. A branch becomes the commit it stands at, so that every attempt reads the same.</summary>
    Task<ResolvedInputs> ResolveAsync(Caller caller, JobSpecification specification, CancellationToken cancellation);
}
