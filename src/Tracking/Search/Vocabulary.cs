using System.Collections.Frozen;
using Athanor.Foundation.Problems;

namespace Athanor.Tracking.Search;

/// <summary>What may be searched for: the attributes of one kind of thing, each with its column, and the kinds of names before a dot.</summary>
internal sealed class Vocabulary
{
    private static readonly string[] ForNumbers = ["=", "!=", ">", ">=", "<", "<="];
    private static readonly string[] ForTexts = ["=", "!=", "LIKE", "ILIKE"];
    private static readonly string[] ForLists = [.. ForTexts, "IN", "NOT IN"];
    private static readonly string[] DatasetKeys = ["name", "digest", "context"];

    private readonly FrozenDictionary<string, SortColumn> _attributes;
    private readonly FieldKind[] _kinds;
    private readonly FrozenDictionary<string, string> _others;

    private Vocabulary(IReadOnlyDictionary<string, SortColumn> attributes, IReadOnlyDictionary<string, string> others, params FieldKind[] kinds) =>
        (_attributes, _others, _kinds) = (attributes.ToFrozenDictionary(StringComparer.Ordinal), others.ToFrozenDictionary(StringComparer.Ordinal), kinds);

    public static Vocabulary Runs { get; } = new(
        new Dictionary<string, SortColumn>
        {
            ["run_id"] = SortColumn.Text("r.uuid"),
            ["run_name"] = SortColumn.Text("r.name"),
            ["user_id"] = SortColumn.Text("r.user_id"),
            ["status"] = SortColumn.Text("r.status"),
            ["start_time"] = SortColumn.Number("r.start_time"),
            ["end_time"] = SortColumn.Number("r.end_time"),
            ["artifact_uri"] = SortColumn.Text("r.artifact_uri"),
        },
        new Dictionary<string, string> { ["created"] = "start_time", ["Created"] = "start_time", ["run name"] = "run_name", ["Run name"] = "run_name", ["Run Name"] = "run_name" },
        FieldKind.Attribute,
        FieldKind.Metric,
        FieldKind.Param,
        FieldKind.Tag,
        FieldKind.Dataset);

    public static Vocabulary Experiments { get; } = new(
        new Dictionary<string, SortColumn>
        {
            ["experiment_id"] = SortColumn.Number("e.number"),
            ["name"] = SortColumn.Text("e.name"),
            ["creation_time"] = SortColumn.Number("e.created_at"),
            ["last_update_time"] = SortColumn.Number("e.updated_at"),
        },
        new Dictionary<string, string>(),
        FieldKind.Attribute,
        FieldKind.Tag);

    public static Vocabulary Models { get; } = new(
        new Dictionary<string, SortColumn>
        {
            ["name"] = SortColumn.Text("m.name"),
            ["creation_timestamp"] = SortColumn.Number("m.created_at"),
            ["last_updated_timestamp"] = SortColumn.Number("m.updated_at"),
        },
        new Dictionary<string, string> { ["timestamp"] = "last_updated_timestamp" },
        FieldKind.Attribute,
        FieldKind.Tag);

    public static Vocabulary ModelVersions { get; } = new(
        new Dictionary<string, SortColumn>
        {
            ["name"] = SortColumn.Text("m.name"),
            ["version_number"] = SortColumn.Number("v.number"),
            ["run_id"] = SortColumn.Text("v.run"),
            ["source_path"] = SortColumn.Text("v.source"),
            ["creation_timestamp"] = SortColumn.Number("v.created_at"),
            ["last_updated_timestamp"] = SortColumn.Number("v.updated_at"),
        },
        new Dictionary<string, string>(),
        FieldKind.Attribute,
        FieldKind.Tag);

    public static Vocabulary LoggedModels { get; } = new(
        new Dictionary<string, SortColumn>
        {
            ["name"] = SortColumn.Text("m.name"),
            ["model_id"] = SortColumn.Text("m.model_id"),
            ["model_type"] = SortColumn.Text("m.model_type"),
            ["status"] = SortColumn.Text("m.status"),
            ["source_run_id"] = SortColumn.Text("m.source_run"),
            ["creation_timestamp"] = SortColumn.Number("m.created_at"),
            ["last_updated_timestamp"] = SortColumn.Number("m.updated_at"),
        },
        new Dictionary<string, string>
        {
            ["creation_time"] = "creation_timestamp",
            ["creation_timestamp_ms"] = "creation_timestamp",
            ["last_updated_time"] = "last_updated_timestamp",
            ["last_updated_timestamp_ms"] = "last_updated_timestamp",
        },
        FieldKind.Attribute,
        FieldKind.Metric,
        FieldKind.Param,
        FieldKind.Tag);

    public static string NameOf(FieldKind kind) => kind switch
    {
        FieldKind.Metric => "metric",
        FieldKind.Param => "parameter",
        FieldKind.Tag => "tag",
        FieldKind.Dataset => "dataset",
        _ => "attribute",
    };

    /// <summary>A name without a dot is an attribute.</summary>
    public Field FieldOf(string? kind, string key)
    {
        if (KindOf(kind) is not { } known || !_kinds.Contains(known))
            throw new ProblemException(TrackingProblems.Invalid($"Invalid entity type '{kind}'. Valid values are [{string.Join(", ", _kinds.Select(one => $"'{NameOf(one)}'"))}]"));
        if (known == FieldKind.Dataset && !DatasetKeys.Contains(key)) throw new ProblemException(TrackingProblems.Invalid($"Invalid dataset key '{key}' specified. Valid keys are '{string.Join("', '", DatasetKeys)}'"));
        return known == FieldKind.Attribute ? new(known, AttributeOf(key)) : new(known, key);
    }

    public SortColumn ColumnOf(string attribute) => _attributes[attribute];

    public bool IsNumber(Field field) => field.Kind == FieldKind.Metric || (field.Kind == FieldKind.Attribute && _attributes[field.Key].Type == SortType.Number);

    public void CheckComparator(Field field, string comparator)
    {
        var valid = IsNumber(field) ? ForNumbers : field is { Kind: FieldKind.Dataset } or { Kind: FieldKind.Attribute, Key: "run_id" } ? ForLists : ForTexts;
        if (!valid.Contains(comparator)) throw new ProblemException(TrackingProblems.Invalid($"Invalid comparator '{comparator}' not one of '{string.Join("', '", valid)}'"));
    }

    private static FieldKind? KindOf(string? word) => word switch
    {
        null or "attribute" or "attributes" or "attr" or "run" => FieldKind.Attribute,
        "metric" or "metrics" => FieldKind.Metric,
        "parameter" or "parameters" or "param" or "params" => FieldKind.Param,
        "tag" or "tags" => FieldKind.Tag,
        "dataset" or "datasets" => FieldKind.Dataset,
        _ => null,
    };

    private string AttributeOf(string key)
    {
        var name = _others.GetValueOrDefault(key, key);
        return _attributes.ContainsKey(name) ? name : throw new ProblemException(TrackingProblems.Invalid($"Invalid attribute key '{key}' specified. Valid keys are '{string.Join("', '", _attributes.Keys.Order())}'"));
    }
}
