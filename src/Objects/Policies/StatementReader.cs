using System.Text.Json;
using Athanor.Objects.Names;
using Athanor.Objects.Wire;

namespace Athanor.Objects.Policies;

internal static class StatementReader
{
    private static readonly PolicyContext Nobody = new(null, "", BucketName.TryParse("any", out var bucket) ? bucket : throw new InvalidOperationException(), null);

    public static Reading<PolicyStatement> Read(JsonElement element, BucketName bucket)
    {
        string? sid = null;
        PolicyEffect? effect = null;
        PrincipalSet? principals = null;
        PatternSet? actions = null;
        PatternSet? resources = null;
        IReadOnlyList<PolicyCondition> conditions = [];
        S3Error? error = null;
        foreach (var property in element.EnumerateObject())
        {
            var (name, value) = (property.Name, property.Value);
            var isRead = name switch
            {
                "Sid" => (sid = PolicyReader.TextOf(value)) is not null,
                "Effect" => (effect = ReadEffect(value)) is not null,
                "Principal" or "NotPrincipal" => principals is null && Take(ReadPrincipals(value, name == "NotPrincipal"), ref principals, out error),
                "Action" or "NotAction" => actions is null && Take(ReadActions(value, name == "NotAction"), ref actions, out error),
                "Resource" or "NotResource" => resources is null && Take(ReadResources(value, name == "NotResource", bucket), ref resources, out error),
                "Condition" => Take(ConditionReader.Read(value), ref conditions!, out error),
                _ => false,
            };
            if (!isRead) return error ?? PolicyReader.Malformed($"Unknown field or wrong value: {name}");
        }

        if (effect is null) return PolicyReader.Malformed("Missing required field Effect");
        if (principals is null) return PolicyReader.Malformed("Missing required field Principal");
        if (actions is null) return PolicyReader.Malformed("Missing required field Action");
        return resources is null ? PolicyReader.Malformed("Missing required field Resource") : new PolicyStatement(sid, effect.Value, principals, actions, resources, conditions);
    }

    private static bool Take<T>(Reading<T> reading, ref T? target, out S3Error? error)
        where T : class
    {
        if (!reading.TryGet(out var value, out error)) return false;
        target = value;
        return true;
    }

    private static PolicyEffect? ReadEffect(JsonElement value) => PolicyReader.TextOf(value) switch
    {
        "Allow" => PolicyEffect.Allow,
        "Deny" => PolicyEffect.Deny,
        _ => null,
    };

    // "*" and {"AWS": "*"} are everybody; a part of a name is never a pattern.
    private static Reading<PrincipalSet> ReadPrincipals(JsonElement value, bool isInverted)
    {
        var invalid = PolicyReader.Malformed("Invalid principal in policy");
        if (PolicyReader.TextOf(value) is { } text) return text == "*" ? new PrincipalSet(true, new HashSet<string>(), isInverted) : invalid;
        if (value.ValueKind != JsonValueKind.Object || value.EnumerateObject().ToList() is not [{ Name: "AWS" } property] || PolicyReader.TextsOf(property.Value) is not { } listed) return invalid;

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in listed.Where(name => name != "*"))
        {
            if (PolicyNames.PrincipalOf(name) is not { } principal) return invalid.With("Detail", $"\"AWS\" : \"{name}\"");
            names.Add(principal);
        }
        return new PrincipalSet(listed.Contains("*"), names, isInverted);
    }

    private static Reading<PatternSet> ReadActions(JsonElement value, bool isInverted)
    {
        if (PolicyReader.TextsOf(value) is not { } texts) return PolicyReader.Malformed("Policy has invalid action");

        var patterns = new List<PolicyPattern>();
        foreach (var text in texts)
        {
            var pattern = new PolicyPattern(text);
            if (text.Contains('$', StringComparison.Ordinal) || !S3Actions.All.Any(action => pattern.Matches(action, Nobody, ignoresCase: true))) return PolicyReader.Malformed("Policy has invalid action").With("Detail", text);
            patterns.Add(pattern);
        }
        return new PatternSet(patterns, isInverted, IgnoresCase: true);
    }

    // A policy speaks of its own bucket only; what it leaves out may be anything.
    private static Reading<PatternSet> ReadResources(JsonElement value, bool isInverted, BucketName bucket)
    {
        if (PolicyReader.TextsOf(value) is not { } texts) return PolicyReader.Malformed("Policy has invalid resource");

        var own = $"{PolicyNames.ResourcePrefix}{bucket}";
        foreach (var text in texts)
        {
            var isValid = isInverted ? text.StartsWith(PolicyNames.ResourcePrefix, StringComparison.Ordinal) : text == own || text.StartsWith($"{own}/", StringComparison.Ordinal);
            if (!isValid) return PolicyReader.Malformed("Policy has invalid resource").With("Detail", text);
        }
        return new PatternSet([.. texts.Select(text => new PolicyPattern(text))], isInverted, IgnoresCase: false);
    }
}
