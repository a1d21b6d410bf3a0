using Athanor.Foundation.Identifiers;
using Athanor.Objects.Model;

namespace Athanor.Objects.Usage;

/// <summary>Whose quota it is: a bucket's, or that of a project for all of its buckets together.</summary>
internal readonly record struct QuotaHolder(string Scope, string Name)
{
    private const string BucketScope = "bucket";

    public bool IsBucket => Scope == BucketScope;

    public Subject Subject => new(Scope, Name);

    public static QuotaHolder Of(Bucket bucket) => new(BucketScope, bucket.Name);

    public static QuotaHolder OfProject(string project) => new("project", project);
}
