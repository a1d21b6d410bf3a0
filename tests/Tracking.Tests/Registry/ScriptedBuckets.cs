using Athanor.Foundation.Problems;
using Athanor.Tracking.Registry.Sources;

namespace Athanor.Tracking.Registry;

/// <summary>Opens the prefixes it was told, each in one project.</summary>
internal sealed class ScriptedBuckets(params (string Project, string Prefix)[] open) : IBucketAccess
{
    public Task DemandAsync(string project, string bucket, string prefix) =>
        open.Contains((project, $"{bucket}/{prefix}")) ? Task.CompletedTask : throw new ProblemException(new("objects/refused", 403, "Access Denied", "Ask for it."));
}
