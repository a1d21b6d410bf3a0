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
    public bool Bool(int column) => reader.GetInt64(column) != 0;
    public byte[] Blob(int column) => reader.GetFieldValue<byte[]>(column);
    public byte[]? BlobOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<byte[]>(column);
    public DateTimeOffset Time(int column) => Timestamp.FromMicroseconds(reader.GetInt64(column));
    public DateTimeOffset? TimeOrNull(int column) => reader.IsDBNull(column) ? null : Time(column);
}
