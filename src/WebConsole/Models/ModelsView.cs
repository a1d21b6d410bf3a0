using Athanor.Tracking.Registry.Model;
using Athanor.WebConsole.Tracking;

namespace Athanor.WebConsole.Models;

/// <summary>The models of all projects that somebody may see, a few of each; or those of one project, page by page.</summary>
public sealed record ModelsView(string Project, IReadOnlyList<string> Projects, IReadOnlyList<ProjectPart<RegisteredModel>> Parts);
