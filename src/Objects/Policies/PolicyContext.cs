using Athanor.Objects.Names;

namespace Athanor.Objects.Policies;

/// <summary>Who asks to do what to what, with everything that a condition may look at. A caller without a key has no name.</summary>
internal sealed class PolicyContext
{
    private readonly Dictionary<string, IReadOnlyList<string>> _values = new(StringComparer.OrdinalIgnoreCase);

    public PolicyContext(string? principal, string action, BucketName bucket, ObjectKey? key)
    {
        (Principal, Action) = (principal, action);
        Resource = key is null ? $"{PolicyNames.ResourcePrefix}{bucket}" : $"{PolicyNames.ResourcePrefix}{bucket}/{key}";
        if (principal is not null) With(ConditionKeys.UserName, principal).With(ConditionKeys.PrincipalArn, PolicyNames.ArnOf(principal)).With(ConditionKeys.UserId, principal);
        With(ConditionKeys.PrincipalType, principal is null ? "Anonymous" : "User");
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

    public IReadOnlyList<string>? Find(string key) => _values.GetValueOrDefault(key);
}
