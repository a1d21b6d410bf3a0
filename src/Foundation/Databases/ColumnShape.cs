namespace Athanor.Foundation.Databases;

public sealed record ColumnShape(string Name, ColumnKind Kind);
