using System.Data.Common;
using Athanor.Foundation.Journal;

namespace Athanor.Foundation.Databases;

/// <summary>A session that may change rows, and says what it changed: facts recorded here are committed with the change or not at all.</summary>
public sealed class WriteSession : ReadSession
{
    private const string Start = "SAVEPOINT change";
    private const string Keep = "RELEASE SAVEPOINT change";

    private readonly bool _isLocal;
    private List<RecordedFact> _facts = [];

    internal WriteSession(DbConnection connection, bool isLocal)
        : base(connection) => _isLocal = isLocal;

    /// <summary>Answers how many rows it touched.</summary>
    public int Execute(Sql sql)
    {
        // SQLite's library answers for a control statement what the change before it touched, and that would be added here. There is no round trip to save either.
        if (_isLocal && Pending.Length > 0) Run($"", command => command.ExecuteNonQuery());
        return Run(sql, command => command.ExecuteNonQuery());
    }

    /// <summary>Refuses at once what the Journal could not read back, so that only this change fails and not the group it shares.</summary>
    public void Record(Fact fact) => _facts.Add(RecordedFact.From(fact));

    internal void BeginChange()
    {
        Refused = null;
        Defer(Start);
    }

    internal IReadOnlyList<RecordedFact> KeepChange()
    {
        ThrowIfRefused();
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

    // Whatever is sent takes along all that is pending, and the start of this change is part of that.
    private bool NothingSentSinceBegin => Pending.Length > 0;

    private void RemovePendingStart()
    {
        var before = TakePending()[..^(Start.Length + 1)];
        if (before.Length > 0) Defer(before[..^1]);
    }

    private List<RecordedFact> TakeFacts()
    {
        var facts = _facts;
        _facts = [];
        return facts;
    }
}
