using Athanor.Foundation.Databases.Migrations;
using Athanor.Foundation.Databases.Postgres;
using Athanor.Foundation.Databases.Sqlite;

namespace Athanor.Foundation.Databases;

/// <summary>Chooses the engine: PostgreSQL where an address is set, else a file in the data directory.</summary>
public static class DatabaseOpener
{
    public const string FileName = "athanor.db";

    public static Database Open(DatabaseOptions options, string dataDirectory, IReadOnlyList<Migration> migrations, TimeProvider clock) =>
        Database.Open(EngineFor(options, dataDirectory), migrations, clock);

    internal static IDatabaseEngine EngineFor(DatabaseOptions options, string dataDirectory) =>
        options.Url.Length > 0 ? new PostgresEngine(options.Url) : new SqliteEngine(Path.Combine(dataDirectory, FileName));
}
