using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Athanor.Foundation.Databases.Backups;

/// <summary>An archive taken apart, to be put together again otherwise; its hashes are made to fit unless the forger is careless.</summary>
internal sealed class ForgedBackup
{
    public List<(string Name, byte[] Content)> Entries { get; } = [];

    public JsonNode Manifest { get; set; } = new JsonObject();

    public static ForgedBackup From(string path)
    {
        var forged = new ForgedBackup();
        using var stream = File.OpenRead(path);
        var header = new byte[TarEntry.Block];
        while (stream.Read(header) == header.Length && TarEntry.Read(header) is { } entry)
        {
            var content = new byte[entry.Size];
            stream.ReadExactly(content);
            stream.Position += entry.Padding;
            if (entry.Name == BackupArchive.ManifestName) forged.Manifest = JsonNode.Parse(content)!;
            else forged.Entries.Add((entry.Name, content));
        }
        return forged;
    }

    public void SetRows(string table, string rows)
    {
        var index = Entries.FindIndex(entry => entry.Name == $"tables/{table}.jsonl");
        Entries[index] = (Entries[index].Name, Encoding.UTF8.GetBytes(rows));
        var described = Manifest["tables"]!.AsArray().Single(node => (string)node!["name"]! == table)!;
        described["sha256"] = Convert.ToHexStringLower(SHA256.HashData(Entries[index].Content));
        described["rows"] = rows.Count(letter => letter == '\n');
    }

    public void Write(string path)
    {
        using var stream = File.Create(path);
        foreach (var (name, content) in Entries.Append((BackupArchive.ManifestName, Encoding.UTF8.GetBytes(Manifest.ToJsonString()))))
        {
            var entry = new TarEntry(name, content.Length);
            stream.Write(entry.ToHeader());
            stream.Write(content);
            stream.Write(new byte[entry.Padding]);
        }
        stream.Write(new byte[2 * TarEntry.Block]);
    }
}
