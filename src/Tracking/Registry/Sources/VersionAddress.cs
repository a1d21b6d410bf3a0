using System.Globalization;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Problems;
using Athanor.Tracking.Registry.Model;

namespace Athanor.Tracking.Registry.Sources;

/// <summary>A version as <c>models:/</c> names it: <c>NAME/3</c>, <c>NAME@alias</c>, <c>NAME/Production</c>, <c>NAME/latest</c>.</summary>
internal static class VersionAddress
{
    public static ModelVersion Find(ReadSession session, string project, ModelSource source) => source.Parts switch
    {
        [var named] when named.LastIndexOf('@') is > 0 and var at => FindByAlias(session, project, named[..at], named[(at + 1)..]),
        [var name, var reference] => Find(session, project, name, reference),
        _ => throw new ProblemException(RegistryProblems.ForeignSource(source.Text)),
    };

    /// <summary>By its number, by a stage, as the latest, or by an alias behind an at sign.</summary>
    public static ModelVersion Find(ReadSession session, string project, string name, string reference)
    {
        if (reference.StartsWith('@')) return FindByAlias(session, project, name, reference[1..]);
        if (long.TryParse(reference, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return RegistryReading.FindVersion(session, project, name, number);
        var model = RegistryReading.Find(session, project, name);
        var keys = reference.Equals("latest", StringComparison.OrdinalIgnoreCase)
            ? RegistryDatabase.ListVersionKeys(session, model, long.MaxValue, 1)
            : RegistryDatabase.ListKeysInStage(session, model.Key, ModelStages.Parse(reference));
        return RegistryDatabase.ListVersions(session, keys).MaxBy(version => version.Number) ?? throw new ProblemException(RegistryProblems.NoVersion(name, reference));
    }

    public static ModelVersion FindByAlias(ReadSession session, string project, string name, string alias)
    {
        var model = RegistryReading.Find(session, project, name);
        var number = RegistryNotesDatabase.FindAlias(session, model.Key, alias) ?? throw new ProblemException(RegistryProblems.NoAlias(alias));
        return RegistryReading.FindVersion(session, project, name, number);
    }
}
