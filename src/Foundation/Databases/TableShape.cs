namespace Athanor.Foundation.Databases;

/// <summary>A table as the engine describes it, its columns in order of their names so that two engines agree.</summary>
public sealed record TableShape(string Name, IReadOnlyList<ColumnShape> Columns);
