using System.Data.Common;
using System.Text.Json;

namespace Athanor.Foundation.Databases.Backups;

/// <summary>A row as one line of JSON, an array in the order of the manifest's columns; bytes are base64, and infinities are words.</summary>
internal static class BackupRow
{
    public static void Write(Utf8JsonWriter writer, DbDataReader reader, IReadOnlyList<ColumnShape> columns)
    {
        var row = new Row(reader);
        writer.WriteStartArray();
        for (var index = 0; index < columns.Count; index++)
        {
            if (reader.IsDBNull(index)) writer.WriteNullValue();
            else if (columns[index].Kind == ColumnKind.Integer) writer.WriteNumberValue(row.Long(index));
            else if (columns[index].Kind == ColumnKind.Text) writer.WriteStringValue(row.Text(index));
            else if (columns[index].Kind == ColumnKind.Blob) writer.WriteBase64StringValue(row.Blob(index));
            else WriteReal(writer, row.Double(index));
        }
        writer.WriteEndArray();
    }

    /// <summary>Adds the row's values to a statement; whatever is not a row of this table is an <see cref="InvalidDataException"/>.</summary>
    public static void Append(Sql sql, ReadOnlySpan<byte> line, IReadOnlyList<ColumnShape> columns)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            Expect(reader.Read() && reader.TokenType == JsonTokenType.StartArray);
            for (var index = 0; index < columns.Count; index++)
            {
                Expect(reader.Read());
                sql.AppendLiteral(index == 0 ? "(" : ", ");
                Append(sql, ref reader, columns[index].Kind);
            }
            sql.AppendLiteral(")");
            Expect(reader.Read() && reader.TokenType == JsonTokenType.EndArray && !reader.Read());
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException("a row is not of its table's shape", failure);
        }
    }

    private static void Append(Sql sql, ref Utf8JsonReader reader, ColumnKind kind)
    {
        if (reader.TokenType == JsonTokenType.Null) sql.AppendFormatted((string?)null);
        else if (kind == ColumnKind.Integer) sql.AppendFormatted(reader.GetInt64());
        else if (kind == ColumnKind.Text) sql.AppendFormatted(reader.GetString());
        else if (kind == ColumnKind.Blob) sql.AppendFormatted(reader.GetBytesFromBase64());
        else sql.AppendFormatted(ReadReal(ref reader));
    }

    private static void WriteReal(Utf8JsonWriter writer, double value)
    {
        if (double.IsFinite(value)) writer.WriteNumberValue(value);
        else writer.WriteStringValue(value > 0 ? "Infinity" : "-Infinity");
    }

    private static double ReadReal(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Number ? reader.GetDouble() : reader.GetString() switch
    {
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        _ => throw new FormatException(),
    };

    private static void Expect(bool isSo)
    {
        if (!isSo) throw new JsonException();
    }
}
