using Athanor.Foundation.Identifiers;
using Athanor.Foundation.Journal;
using Athanor.Tracking.Registry.Model;

namespace Athanor.Tracking.Registry;

/// <summary>How the Journal names what is in the registry.</summary>
internal static class RegistryFacts
{
    public static Subject SubjectOf(RegisteredModel model) => new("registered-model", $"{model.Project}/{model.Name}");

    public static Subject SubjectOf(ModelVersion version) => new("model-version", $"{version.Project}/{version.Model}/{version.Number}");

    public static Fact Of(string actor, string verb, RegisteredModel model) => new(actor, verb, SubjectOf(model)) { Project = model.Project };

    public static Fact Of(string actor, string verb, ModelVersion version) => new(actor, verb, SubjectOf(version)) { Project = version.Project };

    public static Fact OfAlias(string actor, string verb, string project, string model, string alias) => new(actor, verb, new("model-alias", $"{project}/{model}/{alias}")) { Project = project };
}
