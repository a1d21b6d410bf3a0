using Athanor.Foundation.Databases;
using Athanor.Foundation.Databases.Migrations;
using Athanor.Foundation.Identifiers;
using Athanor.Foundation.Journal;
using Athanor.Foundation.Problems;

namespace Athanor.Conformance.Databases;

/// <summary>What every engine must do alike; the parts of the suite stand in the files beside this one.</summary>
public abstract partial class DatabaseConformance : IAsyncLifetime
{
    protected static readonly IReadOnlyList<Migration> Tables =
    [
        .. Migration.Of("foundation", typeof(Database).Assembly),
        new("things", 1, "things", "CREATE TABLE things (name TEXT PRIMARY KEY, number INTEGER, ratio REAL, body BLOB, note TEXT) STRICT;"),
    ];

    protected DatabaseHome Home { get; private set; } = null!;

    protected Database Database { get; private set; } = null!;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Home = await CreateHomeAsync();
        Database = Home.Open(Tables);
    }

    public async ValueTask DisposeAsync()
    {
        if (Home is not null) await Home.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract Task<DatabaseHome> CreateHomeAsync();

    private Task<List<string>> NamesAsync() => Database.ReadAsync(session => session.Query($"SELECT name FROM things ORDER BY name", row => row.Text(0)), Cancellation);

    private Task AddAsync(string name) => Database.WriteAsync(session => Add(session, name), Cancellation);

    private Task<ChainVerdict> VerifyAsync() => new JournalReader(Database).VerifyAsync(anchor: null, progress: null, Cancellation);

    private static void Add(WriteSession session, string name) => session.Execute($"INSERT INTO things (name) VALUES ({name})");

    private static void Record(WriteSession session, string name) => session.Record(new("tester", "thing.added", new Subject("thing", name)));

    private static async Task<Problem> ProblemOfAsync(Func<Task> act) => (await Assert.ThrowsAsync<ProblemException>(act)).Problem;
}
