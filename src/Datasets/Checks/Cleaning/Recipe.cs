using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Athanor.Datasets.Checks.Cleaning;

/// <summary>
/// What a result was made from, as one SHA-256: what the step does, and the paths and digests of the files it reads. The name of a step and the
/// time it may take are no part of it. Each part is written as its length in bytes, a colon, the bytes and a comma, so that no two lists of parts
/// read the same; docs/datasets-checks.md shows how to compute it elsewhere.
/// </summary>
public static class Recipe
{
    private const string Version = "athanor-recipe-1";

    public static string Of(CleaningStep step, IEnumerable<CheckedEntry> inputs)
    {
        var files = inputs.OrderBy(entry => entry.Path, LocalPath.Order).ToList();
        return Hash([Version, .. PartsOf(step), Number(files.Count), .. files.SelectMany(entry => (string[])[entry.Path, entry.DigestText])]);
    }

    /// <summary>Of steps that were run one after the other.</summary>
    public static string Of(IReadOnlyList<string> recipes) => Hash([Version, "steps", Number(recipes.Count), .. recipes]);

    private static IEnumerable<string> PartsOf(CleaningStep step) => step switch
    {
        CommandStep command => ["run", Number(command.Arguments.Count), .. command.Arguments],
        SqlStep sql => ["sql", sql.Query, sql.Into],
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Hash(IEnumerable<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts) hash.AppendData(Encoding.UTF8.GetBytes($"{Encoding.UTF8.GetByteCount(part)}:{part},"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
