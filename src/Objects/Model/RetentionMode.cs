using System.Text.Json.Serialization;

namespace Athanor.Objects.Model;

[JsonConverter(typeof(JsonStringEnumConverter<RetentionMode>))]
public enum RetentionMode
{
    /// <summary>Whoever may bypass it can still delete, and shorten or end the retention.</summary>
    Governance,

    /// <summary>Nobody can delete before the date, and the date can only move on.</summary>
    Compliance,
}
