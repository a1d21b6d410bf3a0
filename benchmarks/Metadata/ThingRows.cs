using Athanor.Foundation.Databases;
using Athanor.Foundation.Databases.Migrations;

namespace Athanor.Benchmarks.Metadata;

/// <summary>The rows that both sides write: each with a name of its own, a number and a hundred bytes of text.</summary>
internal sealed class ThingRows
{
    public const string Insert = "INSERT INTO things (name, at, note) VALUES (@p0, @p1, @p2)";

    public static readonly IReadOnlyList<Migration> Tables =
    [
        .. Migration.Of("foundation", typeof(Database).Assembly),
        new("things", 1, "things", "CREATE TABLE things (name TEXT PRIMARY KEY, at INTEGER NOT NULL, note TEXT NOT NULL) STRICT;"),
    ];

    private long _next;

    public string Note { get; } = new('x', 100);

    public (string Name, long At) Next()
    {
        var number = Interlocked.Increment(ref _next);
        return ($"thing-{number:0000000000}", number);
    }
}
