using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Athanor.Foundation.Databases.Migrations;

/// <summary>A numbered step of one slice's tables, written in SQLite's words. Once released it is never edited.</summary>
public sealed record Migration(string Slice, int Number, string Name, string Sql)
{
    /// <summary>SHA-256 of the text, by which an edit after the release is noticed.</summary>
    internal string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));

    /// <summary>Reads the embedded files <c>Migrations/0001_name.sql</c> of a slice.</summary>
    public static IReadOnlyList<Migration> Of(string slice, Assembly assembly) => [.. assembly
        .GetManifestResourceNames()
        .Where(name => name.StartsWith($"{slice}/", StringComparison.Ordinal) && name.EndsWith(".sql", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .Select(name => Load(slice, assembly, name))];

    private static Migration Load(string slice, Assembly assembly, string resource)
    {
        using var stream = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        var name = Path.GetFileNameWithoutExtension(resource[(slice.Length + 1)..]);
        return new(slice, int.Parse(name[..4]), name[5..], stream.ReadToEnd());
    }
}
