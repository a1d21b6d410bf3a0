using Athanor.Tracking.Registry.Gates;
using Athanor.Tracking.Registry.Model;

namespace Athanor.WebConsole.Models;

/// <summary>A registered model: its versions from the newest on, what guards it, and what became of its aliases.</summary>
public sealed record ModelView(RegisteredModel Model, IReadOnlyList<ModelVersion> Versions, long? Next, IReadOnlyList<Gate> Gates, IReadOnlyList<AliasChange> Changes);
