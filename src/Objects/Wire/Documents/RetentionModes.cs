using Athanor.Objects.Model;

namespace Athanor.Objects.Wire.Documents;

internal static class RetentionModes
{
    public static string NameOf(RetentionMode mode) => mode == RetentionMode.Governance ? "GOVERNANCE" : "COMPLIANCE";

    public static RetentionMode? TryParse(string? text) => text switch
    {
        "GOVERNANCE" => RetentionMode.Governance,
        "COMPLIANCE" => RetentionMode.Compliance,
        _ => null,
    };
}
