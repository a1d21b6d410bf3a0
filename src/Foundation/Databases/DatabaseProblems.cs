using Athanor.Foundation.Problems;

namespace Athanor.Foundation.Databases;

internal static class DatabaseProblems
{
    public static Problem Full => new(
        "database/full",
        507,
        "There is no space left where the metadata is kept; nothing was changed.",
        "Free space on that disk and repeat the request. Reading still works.");

    public static Problem NotThere(string file) => new(
        "database/not-there", 404, $"There is no metadata at {file}.", "Name the data directory with --data or ATHANOR_DATA.");

    public static Problem Unavailable(string engine) => new(
        "database/unavailable",
        503,
        $"The metadata database ({engine}) does not answer; nothing was changed.",
        "Repeat the request in a moment; `athanor doctor` shows whether the database is reachable.")
    {
        RetryAfter = TimeSpan.FromSeconds(2),
    };

    public static Problem Refused(string engine, string reason) => new(
        "database/refused",
        503,
        $"The metadata database ({engine}) lets nobody in: {reason}.",
        "Check the user, the password and the database's name in `database.url`, and how many connections the server allows.")
    {
        RetryAfter = TimeSpan.FromSeconds(2),
    };

    public static Problem Uncertain(string engine) => new(
        "database/uncertain",
        503,
        $"The connection to the metadata database ({engine}) was lost while it committed: the change may or may not be there.",
        "Look before you repeat the request, or repeat it with the same Idempotency-Key.")
    {
        RetryAfter = TimeSpan.FromSeconds(2),
    };

    public static Problem Damaged(string place, string finding) => new(
        "database/damaged",
        500,
        $"The metadata database {place} is damaged: {finding}.",
        "Stop the server, keep a copy of the file, and bring back the newest backup with `athanor restore`.");

    public static Problem ReadFailed(string place, string reason) => new(
        "database/failed",
        500,
        $"The metadata database {place} failed: {reason}.",
        "See the server's log; `athanor doctor` checks the disk and the database.");

    public static Problem Busy(string place) => new(
        "database/busy",
        503,
        $"Another program holds a lock on {place}.",
        "Close tools that write to the file, such as an open transaction in sqlite3, and repeat the request.")
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    };

    public static Problem NewerThanThisProgram(string slice, long found, long known) => new(
        "database/newer",
        500,
        $"The database was written by a newer Athanor: '{slice}' is at migration {found}, this program knows {known}.",
        "Start the newer program, or restore a backup made with this one.");

    public static Problem MigrationChanged(string slice, int number) => new(
        "database/migration-changed",
        500,
        $"Migration {number} of '{slice}' is not the one that was applied to this database.",
        "Start the release that made this database. Migrations are never edited, only added.");

    public static Problem LibraryMissing => new(
        "database/sqlite-missing",
        500,
        "The system's SQLite library (libsqlite3.so.0) was not found.",
        "Install it (Debian and Ubuntu: `apt-get install libsqlite3-0`), or keep the metadata in PostgreSQL with `database.url`.");

    public static Problem Duplicate => new(
        "database/duplicate",
        409,
        "There is a row with the same key already; nothing was changed.",
        "Use another name or identifier, or change what is there.");

    public static Problem UnstorableText => new(
        "database/unstorable-text",
        400,
        "A text holds a NUL character or half of a surrogate pair, which cannot be stored.",
        "Send valid Unicode text without U+0000.");

    public static Problem NotANumber => new(
        "database/not-a-number",
        400,
        "A value is not a number (NaN), which cannot be stored.",
        "Send a finite or infinite number, or leave the value out.");

    public static Problem Stopping => new(
        "database/stopping",
        503,
        "The server is stopping; nothing was changed.",
        "Repeat the request when it is back.")
    {
        RetryAfter = TimeSpan.FromSeconds(2),
    };
}
