using System.Data.Common;
using System.Text.RegularExpressions;
using Athanor.Foundation.Problems;
using Npgsql;

namespace Athanor.Foundation.Databases.Postgres;

/// <summary>A schema in PostgreSQL that several servers may share. Durability is the server's own (synchronous_commit).</summary>
internal sealed partial class PostgresEngine : IDatabaseEngine
{
    // Held from the start of a group to its end: the Journal is one chain, whoever writes it.
    private const long WriterLock = 0x4174_6861_6e6f_7200;

    private readonly NpgsqlConnectionStringBuilder _address;

    public PostgresEngine(string url) => _address = PostgresAddress.Parse(url);

    public string Name => "PostgreSQL";
    public string Description => $"PostgreSQL at {_address.Host}:{_address.Port}/{_address.Database}";
    public bool AnswersLocally => false;

    // Read committed, whatever the server's default: what the last writer left must be seen once its lock is ours.
    public IReadOnlyList<string> BeginGroup { get; } = [$"BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;SELECT pg_advisory_xact_lock({WriterLock})"];
    public string BeginSnapshot => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

    public DbConnection Open(bool forWriting)
    {
        var connection = new NpgsqlConnection(_address.ConnectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // Text is ordered by its bytes on both engines, as SQLite does and as S3 lists keys.
    public string Translate(string migration) => SqliteWords().Replace(migration, word => word.Value switch
    {
        "INTEGER" => "BIGINT",
        "TEXT" => "TEXT COLLATE \"C\"",
        "BLOB" => "BYTEA",
        "REAL" => "DOUBLE PRECISION",
        _ => "",
    });

    public bool HasTable(ReadSession session, string name) =>
        session.Exists($"SELECT 1 FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = {name}");

    public IReadOnlyList<TableShape> ReadShapes(ReadSession session) => TableShapes.Of(session.Query(
        $"""
        SELECT made.table_name::text, field.column_name::text, field.data_type::text
        FROM information_schema.tables made JOIN information_schema.columns field ON field.table_schema = made.table_schema AND field.table_name = made.table_name
        WHERE made.table_schema = current_schema() AND made.table_type = 'BASE TABLE'
        """,
        row => (row.Text(0), row.Text(1), row.Text(2))));

    public void DeferForeignKeys(WriteSession session) => AlterForeignKeys(session, "DEFERRABLE INITIALLY DEFERRED");

    public void CheckForeignKeys(WriteSession session)
    {
        session.Send("SET CONSTRAINTS ALL IMMEDIATE");
        AlterForeignKeys(session, "NOT DEFERRABLE");
    }

    public Exception Explain(Exception failure, bool committing) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } => new ProblemException(DatabaseProblems.Duplicate, failure),
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => new ProblemException(DatabaseProblems.Full, failure),
        PostgresException { SqlState: PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted } error =>
            new ProblemException(DatabaseProblems.Damaged(Description, error.MessageText), failure),
        PostgresException error when IsRefusal(error.SqlState) => new ProblemException(DatabaseProblems.Refused(Description, error.MessageText), failure),
        PostgresException error when !IsOutage(error.SqlState) => failure,
        NpgsqlException when committing => new ProblemException(DatabaseProblems.Uncertain(Description), failure),
        NpgsqlException => new ProblemException(DatabaseProblems.Unavailable(Description), failure),
        _ => failure,
    };

    public void Dispose()
    {
    }

    private static void AlterForeignKeys(WriteSession session, string how)
    {
        var constraints = session.Query(
            $"SELECT quote_ident(relname), quote_ident(conname) FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid WHERE contype = 'f' AND relnamespace = current_schema()::regnamespace",
            row => (Table: row.Text(0), Name: row.Text(1)));
        foreach (var constraint in constraints) session.Send($"ALTER TABLE {constraint.Table} ALTER CONSTRAINT {constraint.Name} {how}");
    }

    // Class 28 is a wrong user or password, 3D a database that does not exist, 53300 too many connections.
    private static bool IsRefusal(string state) => state[..2] is "28" or "3D" || state == PostgresErrorCodes.TooManyConnections;

    // Class 57 is the server going down or away, class 53 its lack of resources, class 08 the connection.
    private static bool IsOutage(string state) => state[..2] is "57" or "53" or "08";

    [GeneratedRegex(@"\b(INTEGER|TEXT|BLOB|REAL|WITHOUT ROWID, STRICT|STRICT)\b")]
    private static partial Regex SqliteWords();
}
