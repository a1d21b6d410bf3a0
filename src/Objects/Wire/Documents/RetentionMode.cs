namespace Athanor.Objects.Wire.Documents;

internal enum RetentionMode
{
    Governance,
    Compliance,
}
