using Athanor.Foundation.Problems;

namespace Athanor.App.Verbs.Models;

/// <summary>A model, or one version of it, as it is written on a command line: <c>NAME</c>, <c>NAME/3</c>, <c>NAME@champion</c>.</summary>
internal sealed record ModelPlace(string Name, string? Reference)
{
    public static ModelPlace Read(string text)
    {
        var at = text.IndexOfAny(['/', '@']);
        var place = at < 0 ? new(text, null) : new ModelPlace(text[..at], text[at] == '@' ? text[at..] : text[(at + 1)..]);
        return place.Name.Length > 0 && place.Reference is null or { Length: > 0 } and not "@" ? place : throw new ProblemException(ModelCommandProblems.BadPlace(text));
    }

    public string PathOf(string? project) => $"/api/v1/models/{Uri.EscapeDataString(Name)}{Query(project)}";

    public string PathOf(string what, string? project) => $"/api/v1/models/{Uri.EscapeDataString(Name)}/{what}{Query(project)}";

    /// <summary>Of the version that is named, and else of the latest.</summary>
    public string VersionPathOf(string what, string? project) => PathOf($"versions/{Uri.EscapeDataString(Reference ?? "latest")}{what}", project);

    public static string Query(string? project) => project is null ? "" : $"?project={Uri.EscapeDataString(project)}";
}
