using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Athanor.Foundation.Problems;

namespace Athanor.Foundation.Databases.Backups;

/// <summary>A finished backup, opened: it exists only if every entry is what the manifest says, so nothing behind it asks again.</summary>
internal sealed partial class BackupArchive : IDisposable
{
    public const string ManifestName = "manifest.json";

    private const int LargestManifest = 16 << 20;
    private const int LargestFile = 16 << 20;
    private const int MostEntries = 10_000;
    private const int Buffer = 128 << 10;

    private readonly FileStream _stream;
    private readonly Dictionary<string, FoundEntry> _entries = new(StringComparer.Ordinal);

    private BackupArchive(FileStream stream) => _stream = stream;

    public BackupManifest Manifest { get; private set; } = null!;

    public static BackupArchive Open(string path, CancellationToken cancellation)
    {
        BackupArchive? archive = null;
        try
        {
            archive = new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, Buffer));
            archive.FindEntries(cancellation);
            archive.Manifest = archive.ReadManifest();
            archive.Compare();
            return archive;
        }
        catch (Exception failure)
        {
            archive?.Dispose();
            if (failure is InvalidDataException or IOException or UnauthorizedAccessException or JsonException)
                throw new ProblemException(BackupProblems.Damaged(failure is JsonException ? "its manifest cannot be read" : failure.Message.TrimEnd('.')), failure);
            throw;
        }
    }

    public IReadOnlyList<BackupFile> ReadFiles() => [.. Manifest.Files.Select(file => new BackupFile(file.Name, ReadAll($"files/{file.Name}", LargestFile)))];

    /// <summary>The rows of a table, a line each; the span of a line holds until the next one is asked for.</summary>
    public LineReader ReadLines(string table)
    {
        var entry = _entries[$"tables/{table}.jsonl"];
        _stream.Position = entry.Offset;
        return new(_stream, entry.Size);
    }

    public void Dispose() => _stream.Dispose();

    public static bool IsFileName(string name) => FileNames().IsMatch(name) && !name.Split('/').Any(part => part is "." or "..");

    private void FindEntries(CancellationToken cancellation)
    {
        var header = new byte[TarEntry.Block];
        while (true)
        {
            if (_stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length) throw new InvalidDataException("it ends too early");
            if (TarEntry.Read(header) is not { } entry) return;

            if (_entries.Count >= MostEntries) throw new InvalidDataException("it has too many entries");
            if (!IsKnown(entry.Name)) throw new InvalidDataException($"there is no place for the entry '{entry.Name}'");
            if (entry.Size > _stream.Length - _stream.Position) throw new InvalidDataException("it ends too early");
            if (!_entries.TryAdd(entry.Name, Examine(entry, cancellation))) throw new InvalidDataException($"'{entry.Name}' is there twice");
            _stream.Position += entry.Padding;
        }
    }

    private FoundEntry Examine(TarEntry entry, CancellationToken cancellation)
    {
        var offset = _stream.Position;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (buffer, lines) = (new byte[Buffer], 0L);
        for (var rest = entry.Size; rest > 0;)
        {
            cancellation.ThrowIfCancellationRequested();
            var read = _stream.Read(buffer, 0, (int)Math.Min(rest, buffer.Length));
            if (read == 0) throw new InvalidDataException("it ends too early");
            hash.AppendData(buffer, 0, read);
            lines += buffer.AsSpan(0, read).Count((byte)'\n');
            rest -= read;
        }
        return new(offset, entry.Size, lines, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private BackupManifest ReadManifest()
    {
        if (!_entries.ContainsKey(ManifestName)) throw new InvalidDataException("it has no manifest");
        var manifest = JsonSerializer.Deserialize<BackupManifest>(ReadAll(ManifestName, LargestManifest), BackupJson.Options) ?? throw new JsonException();
        if (manifest.Format > BackupManifest.CurrentFormat) throw new ProblemException(BackupProblems.Newer(manifest.Format));
        return IsComplete(manifest) ? manifest : throw new JsonException();
    }

    private static bool IsComplete(BackupManifest manifest) =>
        !manifest.Migrations.Contains(null!) && !manifest.Files.Contains(null!) && !manifest.Tables.Contains(null!) && !manifest.Tables.Any(table => table.Columns.Contains(null!))
        && manifest.Tables.DistinctBy(table => table.Name).Count() == manifest.Tables.Count && manifest.Files.DistinctBy(file => file.Name).Count() == manifest.Files.Count
        && manifest.JournalHash.Length == 64 && manifest.JournalHash.All(char.IsAsciiHexDigitLower);

    private void Compare()
    {
        if (_entries.Count != Manifest.Tables.Count + Manifest.Files.Count + 1) throw new InvalidDataException("its entries are not those of its manifest");
        foreach (var table in Manifest.Tables) Compare($"tables/{table.Name}.jsonl", table.Sha256, table.Rows);
        foreach (var file in Manifest.Files) Compare($"files/{file.Name}", file.Sha256, rows: null);
    }

    private void Compare(string name, string hash, long? rows)
    {
        if (!_entries.TryGetValue(name, out var entry)) throw new InvalidDataException($"'{name}' is missing");
        if (entry.Sha256 != hash || (rows ?? entry.Lines) != entry.Lines) throw new InvalidDataException($"'{name}' was altered");
    }

    private byte[] ReadAll(string name, int largest)
    {
        var entry = _entries[name];
        if (entry.Size > largest) throw new InvalidDataException($"'{name}' is too large");
        var content = new byte[entry.Size];
        _stream.Position = entry.Offset;
        _stream.ReadExactly(content);
        return content;
    }

    private static bool IsKnown(string name) =>
        name == ManifestName || TableNames().IsMatch(name) || (name.StartsWith("files/", StringComparison.Ordinal) && IsFileName(name["files/".Length..]));

    [GeneratedRegex(@"^tables/[a-z][a-z0-9_]{0,62}\.jsonl\z")]
    private static partial Regex TableNames();

    [GeneratedRegex(@"^(?=.{1,90}\z)[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*\z")]
    private static partial Regex FileNames();

    private sealed record FoundEntry(long Offset, long Size, long Lines, string Sha256);
}
