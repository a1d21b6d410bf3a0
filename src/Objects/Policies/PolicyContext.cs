using Athanor.Objects.Names;

namespace Athanor.Objects.Policies;

/// <summary>Who asks to do what to what, with everything that a condition may look at. A caller without a key has no name.</summary>
internal sealed class PolicyContext
{
    private readonly BucketName _bucket;
    private readonly Dictionary<string, IReadOnlyList<string>> _values = new(StringComparer.OrdinalIgnoreCase);

    public PolicyContext(string? principal, string action, BucketName bucket, ObjectKey? key)
    {
        (Principal, Action, _bucket) = (principal, action, bucket);
        Resource = ResourceOf(key);
        if (principal is not null) With(ConditionKeys.UserName, principal).With(ConditionKeys.PrincipalArn, PolicyNames.ArnOf(principal)).With(ConditionKeys.UserId, principal);
        With(ConditionKeys.PrincipalType, principal is null ? "Anonymous" : "User");
    }

    private PolicyContext(PolicyContext other, string action, ObjectKey? key)
    {
        (Principal, Actor, Action, _bucket) = (other.Principal, other.Actor, action, other._bucket);
        Resource = ResourceOf(key);
        _values = new(other._values, StringComparer.OrdinalIgnoreCase);
    }

    public string? Principal { get; }

    /// <summary>The name with its kind, such as <c>person/ada</c>.</summary>
    public string? Actor { get; init; }

    public string Action { get; }
    public string Resource { get; }

    /// <summary>Adds what is known of a key of conditions; no value at all is as if it had not been said.</summary>
    public PolicyContext With(string key, params IReadOnlyList<string> values)
    {
        if (values.Count > 0) _values[key] = values;
        return this;
    }

    /// <summary>The same request asking for something else; what is added to one is not known of the other.</summary>
    public PolicyContext For(string action, ObjectKey? key) => new(this, action, key);

    public IReadOnlyList<string>? Find(string key) => _values.GetValueOrDefault(key);

    private string ResourceOf(ObjectKey? key) => key is null ? $"{PolicyNames.ResourcePrefix}{_bucket}" : $"{PolicyNames.ResourcePrefix}{_bucket}/{key}";
}
