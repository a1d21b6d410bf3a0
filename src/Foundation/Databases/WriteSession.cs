using System.Data.Common;
using Athanor.Foundation.Journal;

namespace Athanor.Foundation.Databases;

/// <summary>A session that may change rows, and says what it changed: facts recorded here are committed with the change or not at all.</summary>
public sealed class WriteSession : ReadSession
{
    private const string Start = "SAVEPOINT change";
    private const string Keep = "RELEASE SAVEPOINT change";

    private List<Fact> _facts = [];

    internal WriteSession(DbConnection connection)
        : base(connection)
    {
    }

    /// <summary>Answers how many rows it touched.</summary>
    public int Execute(Sql sql) => Prepare(sql).ExecuteNonQuery();

    public void Record(Fact fact) => _facts.Add(fact);

    internal void BeginChange() => Defer(Start);

    internal IReadOnlyList<Fact> KeepChange()
    {
        if (NothingSentSinceBegin) RemovePendingStart();
        else Defer(Keep);
        return TakeFacts();
    }

    internal void UndoChange()
    {
        TakeFacts();
        if (NothingSentSinceBegin) RemovePendingStart();
        else Send($"ROLLBACK TO SAVEPOINT change;{Keep}");
    }

    private bool NothingSentSinceBegin => Pending.EndsWith(Start + ";", StringComparison.Ordinal);

    private void RemovePendingStart()
    {
        var before = TakePending()[..^(Start.Length + 1)];
        if (before.Length > 0) Defer(before[..^1]);
    }

    private List<Fact> TakeFacts()
    {
        var facts = _facts;
        _facts = [];
        return facts;
    }
}
