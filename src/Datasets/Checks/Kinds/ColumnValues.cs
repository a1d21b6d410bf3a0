using System.Runtime.CompilerServices;
using System.Text.Json;
using Athanor.Datasets.Decoding;
using Athanor.Datasets.Decoding.Text;

namespace Athanor.Datasets.Checks.Kinds;

/// <summary>The values of one column of a CSV file, or of one property of JSON lines. What is wrong with the file is a <see cref="FormatException"/>.</summary>
internal static class ColumnValues
{
    private const int LongestValue = 1000;

    public static IAsyncEnumerable<string> ReadAsync(string path, Stream content, string column, CancellationToken cancellation) => ContentKinds.ByExtension(path) switch
    {
        ContentKind.Csv => ReadCsvAsync(content, column, cancellation),
        ContentKind.JsonLines => ReadLinesAsync(content, column, cancellation),
        _ => throw new FormatException("it is neither a CSV file nor JSON lines, so it has no columns"),
    };

    private static async IAsyncEnumerable<string> ReadCsvAsync(Stream content, string column, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var reader = new CsvReader(content);
        var place = (await reader.ReadAsync(cancellation))?.ToList().IndexOf(column) ?? -1;
        if (place < 0) throw new FormatException($"it has no column '{column}'");
        while (await reader.ReadAsync(cancellation) is { } row)
        {
            if (row is [""]) continue;
            yield return place < row.Count ? Shortened(row[place]) : throw new FormatException($"row {reader.Row} has no column '{column}'");
        }
    }

    private static async IAsyncEnumerable<string> ReadLinesAsync(Stream content, string property, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var (number, line) in JsonLines.ReadAsync(content, cancellation)) yield return Shortened(ValueOf(line, property, number));
    }

    private static string ValueOf(ReadOnlyMemory<byte> line, string property, long number)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(property, out var value)
                ? value.ToString()
                : throw new FormatException($"line {number} has no '{property}'");
        }
        catch (JsonException)
        {
            throw new FormatException($"line {number} is no JSON");
        }
    }

    private static string Shortened(string value) => value.Length > LongestValue ? value[..LongestValue] : value;
}
