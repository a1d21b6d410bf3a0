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

    /// <summary>For reading beside a running server, which may be of another version: nothing is migrated.</summary>
    public static Database OpenAsItIs(DatabaseOptions options, string dataDirectory, TimeProvider clock)
    {
        var file = Path.Combine(dataDirectory, FileName);
        if (options.Url.Length == 0 && !File.Exists(file)) throw new Problems.ProblemException(DatabaseProblems.NotThere(file));
        return Database.OpenAsItIs(EngineFor(options, dataDirectory), clock);
    }

    /// <summary>Looks at the database without changing it; null where there is none yet.</summary>
    public static DatabaseProbe? Probe(DatabaseOptions options, string dataDirectory)
    {
        var file = Path.Combine(dataDirectory, FileName);
        if (options.Url.Length == 0 && !File.Exists(file)) return null;

        using var engine = EngineFor(options, dataDirectory);
        try
        {
            using var connection = engine.Open(forWriting: false);
            return new(engine.Name, connection.ServerVersion, engine.AnswersLocally ? new FileInfo(file).Length : null);
        }
        catch (Exception failure)
        {
            var reason = engine.Explain(failure, committing: false);
            if (reason == failure) throw;
            throw reason;
        }
    }

    internal static IDatabaseEngine EngineFor(DatabaseOptions options, string dataDirectory) =>
        options.Url.Length > 0 ? new PostgresEngine(options.Url) : new SqliteEngine(Path.Combine(dataDirectory, FileName));
}
