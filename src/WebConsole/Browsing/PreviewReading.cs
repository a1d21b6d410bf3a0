using System.IO.Pipelines;
using System.Text;
using Athanor.Foundation.Problems;
using Athanor.Objects.Door;
using Athanor.Objects.Model;
using Athanor.WebConsole.Buckets;
using Athanor.WebConsole.Journal;

namespace Athanor.WebConsole.Browsing;

internal static class PreviewReading
{
    public const long LargestPicture = 16 << 20;
    private const int MostBytes = 64 << 10;

    public static async Task<Preview> OfAsync(PersonalDoor door, Bucket bucket, StoredObject stored, string? version)
    {
        if (stored.Headers.Encryption is { IsByCustomer: true }) return new Preview.None("It is encrypted with a key that only its owner keeps, so it cannot be shown here.");
        if (stored.Headers.ContentEncoding is not null) return new Preview.None($"It is stored in the encoding {stored.Headers.ContentEncoding}; download it to look at it.");
        if (stored.Size == 0) return new Preview.None("It is empty.");
        var kind = PreviewKinds.Of(stored);
        if (kind == PreviewKind.None) return new Preview.None("Text, JSON, CSV and pictures are shown here; this is something else.");
        if (kind == PreviewKind.Picture)
            return stored.Size > LargestPicture ? new Preview.None("The picture is too large to be shown here.") : new Preview.Picture(BucketAddress.OfObject(bucket.Name, stored.Key, version, "picture"));
        try
        {
            return Show(kind, await ReadAsync(door, bucket, stored), isWhole: stored.Size <= MostBytes);
        }
        catch (ProblemException refused)
        {
            return new Preview.None($"{refused.Problem.Detail} {refused.Problem.Hint}");
        }
    }

    private static Preview Show(PreviewKind kind, string text, bool isWhole)
    {
        if (text.Contains('\0', StringComparison.Ordinal)) return new Preview.None("It is not text.");
        return kind switch
        {
            PreviewKind.Csv => CsvRows.Read(text, isWhole),
            PreviewKind.Json when isWhole => new Preview.Text(ReadableJson.Indent(text), IsWhole: true),
            _ => new Preview.Text(text, isWhole),
        };
    }

    private static async Task<string> ReadAsync(PersonalDoor door, Bucket bucket, StoredObject stored)
    {
        using var content = new MemoryStream();
        await door.ReadAsync(bucket, stored, MostBytes, PipeWriter.Create(content));
        var bytes = content.GetBuffer().AsSpan(0, (int)content.Length);
        return Encoding.UTF8.GetString(bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes);
    }
}
