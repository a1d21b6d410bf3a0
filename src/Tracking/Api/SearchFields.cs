using Athanor.Foundation.Problems;
using Athanor.Tracking.Model;

namespace Athanor.Tracking.Api;

/// <summary>What all searches take alike.</summary>
internal static class SearchFields
{
    public static LifecycleView View(Fields fields, string name) => fields.Text(name) switch
    {
        null or "" or "ACTIVE_ONLY" => LifecycleView.ActiveOnly,
        "DELETED_ONLY" => LifecycleView.DeletedOnly,
        "ALL" => LifecycleView.All,
        var other => throw new ProblemException(TrackingProblems.InvalidValue(name, other)),
    };

    public static int Limit(Fields fields, int usual) => (int)Math.Clamp(fields.Long("max_results") ?? usual, int.MinValue, int.MaxValue);

    public static IReadOnlyList<NamedText> Tags(Fields fields, string name) => [.. fields.Objects(name).Select(tag => new NamedText(tag.Required("key"), tag.Text("value") ?? ""))];
}
