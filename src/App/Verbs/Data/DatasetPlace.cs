using Athanor.Foundation.Problems;
using Athanor.Objects.Names;

namespace Athanor.App.Verbs.Data;

/// <summary>What a person names of a dataset: <c>plants</c>, <c>plants@main</c>, <c>plants@main/train</c> or <c>plants/train</c>.</summary>
internal sealed record DatasetPlace(string Dataset, string? Ref, string Prefix)
{
    public static DatasetPlace Read(string text)
    {
        var slash = text.IndexOf('/');
        var (head, prefix) = slash < 0 ? (text, "") : (text[..slash], text[(slash + 1)..]);
        var parts = head.Split('@');
        if (parts.Length > 2 || !BucketName.TryParse(parts[0], out var name) || parts is [_, ""]) throw new ProblemException(DataCommandProblems.BadPlace(text));
        return new(name.Value, parts.Length == 2 ? parts[1] : null, prefix);
    }

    /// <summary>For commands about a dataset or a branch as a whole.</summary>
    public static DatasetPlace ReadWhole(string text) => Read(text) is { Prefix: "" } place ? place : throw new ProblemException(DataCommandProblems.NoPrefix(text));

    public string Path => $"/api/v1/datasets/{Dataset}";

    /// <summary>Nothing, or ending in a slash: what files are put under, and found under.</summary>
    public string FolderPrefix => Prefix.Length == 0 || Prefix.EndsWith('/') ? Prefix : Prefix + "/";

    /// <summary>The same place with its branch or reference named; the default branch where none was.</summary>
    public async Task<DatasetPlace> ResolveAsync(ApiClient api, CancellationToken cancellation) =>
        Ref is not null ? this : this with { Ref = (await api.GetAsync(Path, cancellation)).GetProperty("defaultBranch").GetString() };

    /// <summary>Under the branch that this place names.</summary>
    public string BranchPath => $"{Path}/branches/{Uri.EscapeDataString(Ref!)}";

    public override string ToString() => $"{Dataset}{(Ref is null ? "" : $"@{Ref}")}{(Prefix.Length == 0 ? "" : $"/{Prefix}")}";
}
