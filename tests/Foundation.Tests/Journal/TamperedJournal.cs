using Athanor.Conformance.Databases;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Databases.Migrations;
using Microsoft.Data.Sqlite;

namespace Athanor.Foundation.Journal;

/// <summary>A Journal with facts in it, and an intruder who reaches its file past the program.</summary>
internal sealed class TamperedJournal : IAsyncDisposable
{
    private readonly SqliteHome _home = new();

    public TamperedJournal() => Database = _home.Open(Migration.Of("foundation", typeof(Database).Assembly));

    public Database Database { get; }

    public JournalReader Reader => new(Database);

    public Task RecordAsync(IEnumerable<Fact> facts) => Database.WriteAsync(
        session =>
        {
            foreach (var fact in facts) session.Record(fact);
        },
        TestContext.Current.CancellationToken);

    public Task RecordAsync(int count) => RecordAsync(Enumerable.Range(1, count).Select(index => new Fact("tester", "thing.added", new("thing", $"{index}"))));

    public void Tamper(string statements)
    {
        using var connection = new SqliteConnection($"Data Source={_home.File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = statements;
        command.ExecuteNonQuery();
    }

    public Task<ChainVerdict> VerifyAsync(ChainHead? anchor = null) => Reader.VerifyAsync(anchor, progress: null, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _home.DisposeAsync();
}
