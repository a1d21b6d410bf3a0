using System.Data.Common;
using System.Reflection;
using System.Runtime.InteropServices;
using Athanor.Foundation.Problems;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Athanor.Foundation.Databases.Sqlite;

/// <summary>One file in write-ahead mode, synced on each commit. Uses the system's library, which the system keeps patched.</summary>
internal sealed class SqliteEngine : IDatabaseEngine
{
    // Reading a whole file at start takes time; up to this size it is not felt (64 MiB in about a tenth of a second).
    private const long CheckedAtStart = 64L << 20;
    private const int Full = 13;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int NotADatabase = 26;
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int CannotOpen = 14;

    // Extended codes of InputOutput: SQLITE_IOERR_WRITE, which a disk without room gives, and SQLITE_IOERR_FSYNC.
    private const int WriteFailed = InputOutput | (3 << 8);
    private const int SyncFailed = InputOutput | (4 << 8);

    // Extended codes of a violated constraint: a unique index, a primary key, and one that is the row's own number.
    private const int UniqueViolated = 19 | (8 << 8);
    private const int PrimaryKeyViolated = 19 | (6 << 8);
    private const int RowIdViolated = 19 | (10 << 8);

    private readonly string _path;

    public SqliteEngine(string path)
    {
        Library.Load();
        _path = path;
        RefuseDamaged();
    }

    public string Name => "SQLite";
    public string Description => $"SQLite at {_path}";
    public bool AnswersLocally => true;
    public IReadOnlyList<string> BeginGroup { get; } = ["BEGIN IMMEDIATE"];
    public string BeginSnapshot => "BEGIN";

    public DbConnection Open(bool forWriting)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = _path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Cache = SqliteCacheMode.Private,
            // A pool would hand on a connection with its open transaction, and a reader's query_only to the writer.
            Pooling = false,
            // The library waits for another program's lock by itself (busy_timeout); this is for the wrapper's own, coarser waiting.
            DefaultTimeout = 1,
        }.ToString());
        try
        {
            connection.Open();
            Run(connection, "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA case_sensitive_like = ON; PRAGMA cache_size = -8192");
            if (!forWriting) Run(connection, "PRAGMA query_only = ON");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public string Translate(string migration) => migration;

    public bool HasTable(ReadSession session, string name) => session.Exists($"SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = {name}");

    public IReadOnlyList<TableShape> ReadShapes(ReadSession session) => TableShapes.Of(session.Query(
        $"""
        SELECT made.name, field.name, field.type FROM sqlite_master made JOIN pragma_table_info(made.name) field
        WHERE made.type = 'table' AND made.name NOT LIKE 'sqlite\_%' ESCAPE '\'
        """,
        row => (row.Text(0), row.Text(1), row.Text(2))));

    // Checked when the transaction commits.
    public void DeferForeignKeys(WriteSession session) => session.Send("PRAGMA defer_foreign_keys = ON");

    public void CheckForeignKeys(WriteSession session)
    {
    }

    public Exception Explain(Exception failure, bool committing) => failure is not SqliteException error ? failure : error.SqliteErrorCode switch
    {
        _ when error.SqliteExtendedErrorCode is UniqueViolated or PrimaryKeyViolated or RowIdViolated => new ProblemException(DatabaseProblems.Duplicate, error),
        Full => new ProblemException(DatabaseProblems.Full, error),
        InputOutput when error.SqliteExtendedErrorCode == WriteFailed => new ProblemException(DatabaseProblems.Full, error),
        InputOutput when committing && error.SqliteExtendedErrorCode == SyncFailed => new ProblemException(DatabaseProblems.Uncertain(Description), error),
        InputOutput or CannotOpen or ReadOnly => new ProblemException(DatabaseProblems.ReadFailed(_path, error.Message), error),
        Corrupt or NotADatabase => new ProblemException(DatabaseProblems.Damaged(_path, error.Message), error),
        Busy or Locked => new ProblemException(DatabaseProblems.Busy(_path), error),
        _ => failure,
    };

    public void Dispose()
    {
    }

    private void RefuseDamaged()
    {
        if (!File.Exists(_path) || new FileInfo(_path).Length is 0 or > CheckedAtStart) return;

        try
        {
            using var connection = Open(forWriting: false);
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA quick_check(1)";
            if (command.ExecuteScalar() is string finding and not "ok") throw new ProblemException(DatabaseProblems.Damaged(_path, finding));
        }
        catch (SqliteException error)
        {
            throw Explain(error, committing: false);
        }
    }

    private static void Run(SqliteConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }

    private static class Library
    {
        private static readonly Lazy<bool> Loaded = new(() =>
        {
            NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
            raw.SetProvider(new SQLite3Provider_e_sqlite3());

            // Each connection is used by one thread at a time, so it needs no locks; and counting memory takes one that all of them share.
            raw.sqlite3_config(raw.SQLITE_CONFIG_MULTITHREAD);
            raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
            return true;
        });

        public static void Load()
        {
            try
            {
                _ = Loaded.Value;
            }
            catch (DllNotFoundException missing)
            {
                throw new ProblemException(DatabaseProblems.LibraryMissing, missing);
            }
        }

        private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? search) =>
            name == "e_sqlite3" ? NativeLibrary.Load("libsqlite3.so.0") : 0;
    }
}
