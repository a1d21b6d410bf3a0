using Athanor.Foundation.Settings;

namespace Athanor.Foundation.Databases;

[Section("database")]
public sealed class DatabaseOptions
{
    [Setting("Address of a PostgreSQL database (postgres://user:password@host:5432/name) that keeps the metadata. Empty: a SQLite file in the data directory.", IsSecret = true)]
    public string Url { get; init; } = "";
}
