using Athanor.Tracking.Model;

namespace Athanor.WebConsole.Tracking;

/// <summary>The experiments of all projects that somebody may see, a few of each; or those of one project, page by page.</summary>
public sealed record ExperimentsView(string Project, IReadOnlyList<string> Projects, IReadOnlyList<ProjectPart<Experiment>> Parts);
