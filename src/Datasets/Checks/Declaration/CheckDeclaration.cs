using Athanor.Datasets.Checks.Cleaning;

namespace Athanor.Datasets.Checks.Declaration;

/// <summary>What <c>athanor.data.yaml</c> says: checks that must hold, and steps that clean.</summary>
public sealed record CheckDeclaration(IReadOnlyList<Check> Checks, IReadOnlyList<CleaningStep> Steps)
{
    /// <summary>Where it stands in a dataset.</summary>
    public const string FileName = "athanor.data.yaml";

    public const int MaximumSize = 256 << 10;

    public static CheckDeclaration Empty { get; } = new([], []);

    public static CheckDeclaration Parse(string text) => DeclarationReader.Read(text);

    /// <summary>Of a tree that may have none; then nothing is declared.</summary>
    public static async Task<CheckDeclaration> LoadAsync(ICheckedTree tree, CancellationToken cancellation)
    {
        if (await tree.FindAsync(FileName, cancellation) is not { } entry) return Empty;
        await using var content = await tree.OpenAsync(entry, cancellation);
        return Parse(await DeclarationText.ReadAsync(content, cancellation));
    }
}
