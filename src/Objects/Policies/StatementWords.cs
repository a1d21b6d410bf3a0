namespace Athanor.Objects.Policies;

/// <summary>A statement of a policy as a sentence of English.</summary>
internal static class StatementWords
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["*"] = "do anything",
        ["s3:*"] = "do anything",
        ["s3:GetObject"] = "read objects",
        ["s3:GetObjectVersion"] = "read earlier versions",
        ["s3:PutObject"] = "store objects",
        ["s3:DeleteObject"] = "delete objects",
        ["s3:DeleteObjectVersion"] = "delete versions for good",
        ["s3:ListBucket"] = "list the bucket",
        ["s3:ListBucketVersions"] = "list all versions",
        ["s3:GetBucketPolicy"] = "see the policy",
        ["s3:PutBucketPolicy"] = "set the policy",
        ["s3:DeleteBucket"] = "delete the bucket",
        ["s3:PutObjectTagging"] = "set tags",
        ["s3:GetObjectTagging"] = "see tags",
    };

    public static string Of(PolicyStatement statement)
    {
        var label = statement.Sid is { Length: > 0 } sid ? $"{sid}: " : "";
        var conditions = statement.Conditions.Count == 0 ? "" : $", if {string.Join(" and ", statement.Conditions.Select(Of))}";
        var addition = statement.Effect == PolicyEffect.Deny ? " This stands above every role and every other statement." : "";
        return $"{label}{SubjectOf(statement)} {ActionsOf(statement.Actions)} {ResourcesOf(statement.Resources)}{conditions}.{addition}";
    }

    private static string SubjectOf(PolicyStatement statement)
    {
        var (principals, isDenial) = (statement.Principals, statement.Effect == PolicyEffect.Deny);
        if (principals is { IsEverybody: true, IsInverted: false }) return isDenial ? "Nobody may" : "Everybody, even without a key, may";
        var names = principals.IsEverybody ? "everybody" : Join(principals.Names.Order(StringComparer.Ordinal), "and");
        if (principals.IsInverted) return isDenial ? $"Nobody except {names} may" : $"Everybody except {names} may";
        return isDenial ? $"{names} may not" : $"{names} may";
    }

    private static string ActionsOf(PatternSet actions)
    {
        var listed = Join(actions.Patterns.Select(pattern => Words.GetValueOrDefault(pattern.ToString()) is { } words ? $"{words} ({pattern})" : $"use {pattern}"), "and");
        return actions.IsInverted ? $"do anything except: {listed}," : listed;
    }

    private static string ResourcesOf(PatternSet resources)
    {
        var listed = Join(resources.Patterns.Select(pattern => pattern.ToString().Replace(PolicyNames.ResourcePrefix, "", StringComparison.Ordinal)), "and");
        return resources.IsInverted ? $"on anything except {listed}" : $"on {listed}";
    }

    private static string Of(PolicyCondition condition)
    {
        var values = Join(condition.Operands.Select(operand => operand.Pattern.ToString()), "or");
        if (condition.Operator.Kind == ConditionKind.Absence) return values == "true" ? $"{condition.Key} is not sent" : $"{condition.Key} is sent";
        var subject = condition.Operator.Quantifier switch
        {
            ConditionQuantifier.All => $"every value of {condition.Key}",
            ConditionQuantifier.Any => $"a value of {condition.Key}",
            _ => condition.Key,
        };
        var lenient = condition.Operator.PassesWithoutValue ? " (or it is not sent)" : "";
        return $"{subject} {RelationOf(condition.Operator)} {values}{lenient}";
    }

    private static string RelationOf(ConditionOperator found) => found.Kind switch
    {
        ConditionKind.Pattern => found.IsNegated ? "is not like" : "is like",
        ConditionKind.Address => found.IsNegated ? "is not in" : "is in",
        ConditionKind.NumberLess => "is less than",
        ConditionKind.NumberLessOrEqual => "is at most",
        ConditionKind.NumberGreater => "is more than",
        ConditionKind.NumberGreaterOrEqual => "is at least",
        ConditionKind.TimeBefore or ConditionKind.TimeBeforeOrEqual => "is before",
        ConditionKind.TimeAfter or ConditionKind.TimeAfterOrEqual => "is after",
        _ => found.IsNegated ? "is not" : "is",
    };

    private static string Join(IEnumerable<string> texts, string word) => texts.ToList() switch
    {
        [] => "nobody",
        [var only] => only,
        [.. var first, var last] => $"{string.Join(", ", first)} {word} {last}",
    };
}
