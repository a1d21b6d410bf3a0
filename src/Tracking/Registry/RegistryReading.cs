using Athanor.Foundation.Databases;
using Athanor.Foundation.Problems;
using Athanor.Tracking.Registry.Model;

namespace Athanor.Tracking.Registry;

/// <summary>Models and versions with all that stands beside them.</summary>
internal static class RegistryReading
{
    public static RegisteredModel Find(ReadSession session, string project, string name)
    {
        if (name.Length == 0) throw new ProblemException(TrackingProblems.Missing("name"));
        return RegistryDatabase.FindModel(session, project, name) ?? throw new ProblemException(RegistryProblems.NoModel(name));
    }

    public static ModelVersion FindVersion(ReadSession session, string project, string name, long number) =>
        RegistryDatabase.FindVersion(session, project, name, number) ?? throw new ProblemException(RegistryProblems.NoVersion(name, $"{number}"));

    public static RegisteredModel Load(ReadSession session, RegisteredModel model) => Load(session, [model])[0];

    public static List<RegisteredModel> Load(ReadSession session, IReadOnlyList<RegisteredModel> models)
    {
        long[] keys = [.. models.Select(model => model.Key)];
        var (tags, aliases) = (RegistryNotesDatabase.ListModelTags(session, keys), RegistryNotesDatabase.ListAliases(session, keys));
        var latest = LoadVersions(session, RegistryDatabase.ListLatestKeys(session, keys)).ToLookup(version => version.ModelKey);
        return [.. models.Select(model => model with { Tags = [.. tags[model.Key]], Aliases = [.. aliases[model.Key]], LatestVersions = [.. latest[model.Key]] })];
    }

    public static ModelVersion Load(ReadSession session, ModelVersion version) => Load(session, [version])[0];

    /// <summary>In the order of the keys; those that are gone meanwhile are left out.</summary>
    public static List<ModelVersion> LoadVersions(ReadSession session, IReadOnlyList<long> keys)
    {
        var found = RegistryDatabase.ListVersions(session, keys).ToDictionary(version => version.Key);
        return Load(session, [.. keys.Where(found.ContainsKey).Select(key => found[key])]);
    }

    private static List<ModelVersion> Load(ReadSession session, IReadOnlyList<ModelVersion> versions)
    {
        var tags = RegistryNotesDatabase.ListVersionTags(session, [.. versions.Select(version => version.Key)]);
        var aliases = RegistryNotesDatabase.ListAliases(session, [.. versions.Select(version => version.ModelKey).Distinct()]);
        return [.. versions.Select(version => version with
        {
            Tags = [.. tags[version.Key]],
            Aliases = [.. aliases[version.ModelKey].Where(alias => alias.Version == version.Number).Select(alias => alias.Alias)],
        })];
    }
}
