using Athanor.Foundation.Databases.Migrations;

namespace Athanor.Foundation.Databases.Backups;

internal static class BackupTables
{
    public static IReadOnlyList<Migration> All { get; } =
    [
        .. Migration.Of("foundation", typeof(Database).Assembly),
        new(
            "things",
            1,
            "things",
            """
            CREATE TABLE things (name TEXT PRIMARY KEY, number INTEGER, ratio REAL, body BLOB, parent TEXT REFERENCES things (name)) STRICT;
            CREATE TABLE leaves (thing TEXT NOT NULL REFERENCES things (name), "order" INTEGER NOT NULL, PRIMARY KEY (thing, "order")) STRICT;
            CREATE TABLE seasons (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
            INSERT INTO seasons (id, name) VALUES (1, 'spring'), (2, 'autumn');
            """),
    ];

    public static void AddEverything(WriteSession session)
    {
        session.Execute($"INSERT INTO things (name, number, ratio, body, parent) VALUES ({"z root"}, {long.MaxValue}, {0.1}, {new byte[] { 0, 255, 10 }}, {(string?)null})");
        session.Execute($"INSERT INTO things (name, number, ratio, body, parent) VALUES ({"a child\n\"\\ \U0010FFFF ß"}, {long.MinValue}, {double.NegativeInfinity}, {Array.Empty<byte>()}, {"z root"})");
        session.Execute($"INSERT INTO things (name, parent) VALUES ({""}, {"z root"})");
        for (var order = 0; order < 50; order++) session.Execute($"INSERT INTO leaves (thing, \"order\") VALUES ({"z root"}, {order})");
        session.Execute($"DELETE FROM seasons WHERE id = 1");
        session.Record(new("tester", "thing.added", new("thing", "root")) { Project = "plants", Details = new() { ["note"] = "ß \u0001 🌱" } });
        session.Record(new("tester", "thing.added", new("thing", "child")) { Parents = [new("thing", "root")] });
    }

    /// <summary>All rows as text, for comparing two databases.</summary>
    public static List<string> Read(ReadSession session) =>
    [
        .. session.Query(
            $"SELECT name, number, ratio, body, parent FROM things ORDER BY name",
            row => $"{row.Text(0)}|{row.LongOrNull(1)}|{row.DoubleOrNull(2):R}|{(row.BlobOrNull(3) is { } body ? Convert.ToHexString(body) : "-")}|{row.TextOrNull(4) ?? "-"}"),
        .. session.Query($"SELECT thing, \"order\" FROM leaves ORDER BY thing, \"order\"", row => $"{row.Text(0)}|{row.Long(1)}"),
        .. session.Query($"SELECT id, name FROM seasons ORDER BY id", row => $"{row.Long(0)}|{row.Text(1)}"),
        .. session.Query($"SELECT sequence, hash FROM journal ORDER BY sequence", row => $"{row.Long(0)}|{Convert.ToHexString(row.Blob(1))}"),
    ];
}
