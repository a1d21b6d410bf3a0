using System.Data.Common;

namespace Athanor.Foundation.Databases;

/// <summary>What the two engines do differently. Everything else stands once, in <see cref="Database"/>.</summary>
internal interface IDatabaseEngine : IDisposable
{
    string Name { get; }

    string Description { get; }

    /// <summary>Whether a read may run on the caller's own thread, because it waits for no network.</summary>
    bool AnswersLocally { get; }

    DbConnection Open(bool forWriting);

    /// <summary>Statements that start a group: from here on, no other process writes.</summary>
    IReadOnlyList<string> BeginGroup { get; }

    string BeginSnapshot { get; }

    /// <summary>Migrations are written in SQLite's words.</summary>
    string Translate(string migration);

    /// <summary>Tells the world's failures from our bugs: the former become problems, the latter come back as they are.</summary>
    Exception Explain(Exception failure, bool committing);

    bool HasTable(ReadSession session, string name);

    /// <summary>The tables of ours that are there, in order of their names.</summary>
    IReadOnlyList<TableShape> ReadShapes(ReadSession session);

    /// <summary>Until the check, rows may come before those they refer to.</summary>
    void DeferForeignKeys(WriteSession session);

    void CheckForeignKeys(WriteSession session);
}
