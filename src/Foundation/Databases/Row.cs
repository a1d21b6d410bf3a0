using System.Data.Common;

namespace Athanor.Foundation.Databases;

/// <summary>The current row of a result; valid only while the delegate that got it runs.</summary>
public readonly struct Row(DbDataReader reader)
{
    public string Text(int column) => reader.GetString(column);
    public string? TextOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    public long Long(int column) => reader.GetInt64(column);
    public long? LongOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);
    public double Double(int column) => reader.GetDouble(column);
    public double? DoubleOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetDouble(column);

    /// <summary>A stored flag, or a comparison: <c>SELECT a = b</c> is a number in SQLite and a boolean in PostgreSQL.</summary>
    public bool Bool(int column) => reader.GetValue(column) switch
    {
        bool flag => flag,
        var number => (long)number != 0,
    };

    public bool? BoolOrNull(int column) => reader.IsDBNull(column) ? null : Bool(column);
    public byte[] Blob(int column) => reader.GetFieldValue<byte[]>(column);
    public byte[]? BlobOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<byte[]>(column);

    /// <summary>The bytes of a text exactly as they are stored, even where they are no text that this program would have written.</summary>
    internal byte[] Utf8(int column) => reader.GetFieldValue<byte[]>(column);

    public DateTimeOffset Time(int column) => Timestamp.FromMicroseconds(reader.GetInt64(column));
    public DateTimeOffset? TimeOrNull(int column) => reader.IsDBNull(column) ? null : Time(column);
}
