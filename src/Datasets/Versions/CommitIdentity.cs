using System.Security.Cryptography;
using System.Text;
using Athanor.Datasets.Model;
using Athanor.Foundation.Databases;

namespace Athanor.Datasets.Versions;

/// <summary>Names a commit by all that it says, so that nobody can change it and keep the name.</summary>
internal static class CommitIdentity
{
    private const string Format = "athanor commit 1";

    public static Commit Name(Commit commit) => commit with { Id = IdOf(commit) };

    public static string IdOf(Commit commit)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, Format);
        Add(hash, commit.Root?.ToString() ?? "");
        Add(hash, string.Join(' ', commit.Parents));
        Add(hash, commit.Author);
        Add(hash, $"{Timestamp.ToMicroseconds(commit.CreatedAt)}");
        Add(hash, commit.Message);
        foreach (var (name, value) in commit.Metadata.OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            Add(hash, name);
            Add(hash, value);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // The length goes first: no two lists of texts run together alike.
    private static void Add(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        hash.AppendData(Encoding.ASCII.GetBytes($"{bytes.Length}:"));
        hash.AppendData(bytes);
    }
}
