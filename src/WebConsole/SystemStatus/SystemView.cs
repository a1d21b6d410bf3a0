using Athanor.Foundation.Diagnosis;
using Athanor.Foundation.Settings;

namespace Athanor.WebConsole.SystemStatus;

public sealed record SystemView(SystemReport Report, IReadOnlyList<ChosenValue> Settings);
