using System.Text;
using Athanor.Access.Authorization;
using Athanor.Objects.Model;
using Athanor.Objects.Names;
using Athanor.Objects.Policies;
using Athanor.Objects.Wire;
using Athanor.Objects.Wire.Documents;

namespace Athanor.Objects;

/// <summary>
/// What a bucket says itself of who may use it, beside the roles that people have. A document that cannot be read any more fails the
/// request: one that was skipped may be the one that would have denied.
/// </summary>
internal sealed record BucketRules
{
    public const string PolicyKind = "policy";
    public const string PublicAccessKind = "public-access-block";
    public const string OwnershipKind = "ownership";
    public const string AclKind = "acl";
    public const string CorsKind = "cors";
    public const string LifecycleKind = "lifecycle";

    public const string OwnerEnforced = "BucketOwnerEnforced";

    public static IReadOnlyCollection<string> Kinds { get; } = [PolicyKind, PublicAccessKind, OwnershipKind, AclKind, CorsKind, LifecycleKind];

    /// <summary>A new bucket is shut to the public and knows no access lists, until somebody says otherwise.</summary>
    public static IReadOnlyDictionary<string, string> OfNewBucket { get; } = new Dictionary<string, string>
    {
        [PublicAccessKind] = Documents.TextOf(new PublicAccessBlock(true, true, true, true).Write),
        [OwnershipKind] = Documents.TextOf(new OwnershipControls(OwnerEnforced).Write),
    };

    public string? PolicyText { get; private init; }
    public BucketPolicy? Policy { get; init; }
    public PublicAccessBlock? PublicAccess { get; private init; }
    public OwnershipControls? Ownership { get; private init; }
    public CannedAcl Acl { get; private init; } = CannedAcl.Private;
    public CorsConfiguration? Cors { get; private init; }
    public LifecycleConfiguration? Lifecycle { get; private init; }

    /// <summary>Nothing is said, so roles alone decide.</summary>
    public bool AreSilent => Policy is null && !HasEffectiveAcl;

    public bool KnowAcls => Ownership?.ObjectOwnership != OwnerEnforced;

    private bool HasEffectiveAcl => Acl.IsPublic && KnowAcls && PublicAccess is not { IgnorePublicAcls: true };

    public static BucketRules Read(Bucket bucket, IReadOnlyDictionary<string, string> settings)
    {
        if (!BucketName.TryParse(bucket.Name, out var name)) throw new InvalidDataException($"'{bucket.Name}' is no name of a bucket.");
        return new()
        {
            PolicyText = settings.GetValueOrDefault(PolicyKind),
            Policy = Parse(PolicyKind, body => PolicyReader.Read(body, name)),
            PublicAccess = Parse(PublicAccessKind, PublicAccessBlock.Read),
            Ownership = Parse(OwnershipKind, OwnershipControls.Read),
            Acl = CannedAcl.Read(settings.GetValueOrDefault(AclKind, CannedAcl.Private.Name)).Value,
            Cors = Parse(CorsKind, CorsConfiguration.Read),
            Lifecycle = Parse(LifecycleKind, LifecycleConfiguration.Read),
        };

        T? Parse<T>(string kind, Func<ReadOnlyMemory<byte>, Reading<T>> read)
            where T : class => settings.TryGetValue(kind, out var text) ? read(Encoding.UTF8.GetBytes(text)).Value : null;
    }

    public PolicyVerdict Evaluate(PolicyContext context)
    {
        var verdict = Policy?.Evaluate(context) ?? PolicyVerdict.NotMentioned;

        // The accounts of this server are what one account of AWS is: the public are those without a key.
        if (verdict == PolicyVerdict.Allowed && context.Principal is null && Policy!.IsPublic && PublicAccess is { RestrictPublicBuckets: true }) verdict = PolicyVerdict.NotMentioned;
        return verdict == PolicyVerdict.NotMentioned && HasEffectiveAcl && Acl.Allows(context.Action) ? PolicyVerdict.Allowed : verdict;
    }
}
