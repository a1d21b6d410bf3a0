using Athanor.Access;
using Athanor.Access.Authorization;
using Athanor.Objects.Door;
using Athanor.Objects.Names;

namespace Athanor.Objects.Policies;

/// <summary>Asks a policy that is not in force yet what it would answer, in the company of the bucket's other rules and of the roles.</summary>
internal sealed class PolicyExplainer(KnownBucket bucket, BucketPolicy policy, ObjectKey? sample, Action<PolicyContext> addConnection)
{
    private const int MostNames = 12;
    private const string SampleName = "example.txt";

    private static readonly (string Words, string Action, Permission Permission, bool IsOfObject)[] Actions =
    [
        ("list it", "s3:ListBucket", ObjectsPermissions.Read, false),
        ("read", "s3:GetObject", ObjectsPermissions.Read, true),
        ("store", "s3:PutObject", ObjectsPermissions.Write, true),
        ("delete", "s3:DeleteObject", ObjectsPermissions.Write, true),
        ("set its policy", "s3:PutBucketPolicy", ObjectsPermissions.Manage, false),
    ];

    private static readonly (string Words, Role Role)[] Roles =
        [("a viewer of the project", Role.Viewer), ("a contributor", Role.Contributor), ("an operator", Role.Operator), ("an administrator", Role.Admin)];

    private readonly KnownBucket _bucket = bucket with { Rules = bucket.Rules with { Policy = policy } };
    private readonly ObjectKey _sample = sample ?? SampleOf(policy, bucket.Bucket.Name);

    public PolicyExplanation Explain()
    {
        var named = policy.Statements.SelectMany(statement => statement.Principals.Names).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(MostNames);
        return new(
            [.. policy.Statements.Select(StatementWords.Of)],
            [.. Actions.Select(action => action.Words)],
            [
                new("somebody without a key", AnswersTo(Caller.Anonymous)),
                .. named.Select(name => new PolicyExample($"{name}, without a role here", AnswersTo(CallerOf(name, Role.None)))),
                .. Roles.Select(role => new PolicyExample(role.Words, AnswersTo(CallerOf("somebody-else", role.Role)))),
            ],
            _sample.Value)
        {
            Caution = CautionOf(_bucket.Rules),
        };
    }

    private static string? CautionOf(BucketRules rules) => rules switch
    {
        { Policy.IsPublic: true, PublicAccess.BlockPublicPolicy: true } => "It is for everybody, and this bucket refuses such policies (BlockPublicPolicy): it cannot be stored while that is on.",
        { Policy.IsPublic: true, PublicAccess.RestrictPublicBuckets: true } => "It is for everybody, but this bucket lets only those with a key in (RestrictPublicBuckets).",
        { Policy.IsPublic: true } => "It is for everybody, those without a key included.",
        _ => null,
    };

    // A path that the policy speaks of, so that the table shows what it does there.
    private static ObjectKey SampleOf(BucketPolicy policy, string bucket)
    {
        var prefix = $"{PolicyNames.ResourcePrefix}{bucket}/";
        var pattern = policy.Statements.SelectMany(statement => statement.Resources.Patterns).Select(pattern => pattern.ToString()).FirstOrDefault(text => text.StartsWith(prefix, StringComparison.Ordinal));
        var key = pattern is null ? SampleName : pattern[prefix.Length..].Replace("*", SampleName, StringComparison.Ordinal).Replace('?', 'x');
        return ObjectKey.TryParse(key, out var sample) || ObjectKey.TryParse(SampleName, out sample) ? sample : throw new InvalidOperationException("The sample is a key.");
    }

    private Caller CallerOf(string name, Role role)
    {
        var isService = name.StartsWith("service/", StringComparison.Ordinal);
        return new(name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..], isService ? PrincipalKind.Service : PrincipalKind.Person, null, new Dictionary<string, Role> { [_bucket.Bucket.Project] = role });
    }

    private IReadOnlyList<PolicyAnswer> AnswersTo(Caller caller) => [.. Actions.Select(action => AnswerTo(caller, action.Action, action.Permission, action.IsOfObject ? _sample : null))];

    private PolicyAnswer AnswerTo(Caller caller, string action, Permission permission, ObjectKey? key)
    {
        var verdict = Admission.IsRecovery(caller, action, _bucket) ? PolicyVerdict.NotMentioned : VerdictOn(caller, action, key);
        if (verdict == PolicyVerdict.Allowed && caller.IsAnonymous && Admission.IsOwnersAlone(permission, action)) verdict = PolicyVerdict.NotMentioned;
        return Authorizer.Decide(caller, permission, _bucket.Bucket.Project, verdict) switch
        {
            Decision.Allowed => new(true, verdict == PolicyVerdict.Allowed ? "by policy" : "by role"),
            Decision.DeniedByPolicy => new(false, "denied by policy"),
            _ => new(false, ""),
        };
    }

    private PolicyVerdict VerdictOn(Caller caller, string action, ObjectKey? key)
    {
        var name = BucketName.TryParse(_bucket.Bucket.Name, out var parsed) ? parsed : throw new InvalidOperationException("A bucket that is there has a name.");
        var context = new PolicyContext(caller.IsAnonymous ? null : caller.Name, action, name, key) { Actor = caller.IsAnonymous ? null : caller.Actor };
        addConnection(context);
        return _bucket.Rules.Evaluate(context);
    }
}
