using Athanor.Foundation.Databases;
using Athanor.Objects.Model;

namespace Athanor.Objects;

/// <summary>A bucket and what it says itself of who may use it, parsed.</summary>
internal sealed record KnownBucket(Bucket Bucket, BucketRules Rules)
{
    public static KnownBucket Load(ReadSession session, Bucket bucket) => new(bucket, BucketRules.Read(bucket, ObjectsDatabase.ListSettings(session, bucket.Id, BucketRules.Kinds)));
}
