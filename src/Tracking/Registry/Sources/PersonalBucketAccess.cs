using Athanor.Foundation.Problems;
using Athanor.Objects.Door;
using Athanor.Objects.Names;

namespace Athanor.Tracking.Registry.Sources;

/// <summary>What the caller of a request may read: policies of buckets and roles in projects hold as they do at the S3 door.</summary>
internal sealed class PersonalBucketAccess(PersonalDoor door) : IBucketAccess
{
    public async Task DemandAsync(string project, string bucket, string prefix)
    {
        var address = $"s3://{bucket}/{prefix}";
        if (!BucketName.TryParse(bucket, out var name) || !ObjectKey.TryParse(prefix, out var itself) || !ObjectKey.TryParse($"{prefix}/*", out var below)) throw new ProblemException(RegistryProblems.ForeignSource(address));
        if (!await door.MayAsync(new("GetObject", name, itself)) || !await door.MayAsync(new("GetObject", name, below))) throw new ProblemException(RegistryProblems.Unreadable(address));
        var found = await door.DemandAsync(new("GetObject", name, itself));
        if (found.Project != project) throw new ProblemException(RegistryProblems.BucketElsewhere(bucket, project));
    }
}
