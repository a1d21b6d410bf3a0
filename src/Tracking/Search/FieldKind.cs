namespace Athanor.Tracking.Search;

/// <summary>What a word before the dot stands for.</summary>
internal enum FieldKind
{
    Attribute,
    Metric,
    Param,
    Tag,
    Dataset,
}
