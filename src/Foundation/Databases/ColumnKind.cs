namespace Athanor.Foundation.Databases;

/// <summary>The four types that a table of ours may have, whatever the engine calls them.</summary>
public enum ColumnKind
{
    Integer,
    Real,
    Text,
    Blob,
}
