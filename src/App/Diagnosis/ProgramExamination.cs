using System.Runtime.InteropServices;
using Athanor.App.Server;
using Athanor.Foundation.Diagnosis;

namespace Athanor.App.Diagnosis;

internal sealed class ProgramExamination : IExamination
{
    public string Area => "program";

    public ValueTask<IReadOnlyList<Finding>> ExamineAsync(CancellationToken cancellation) => ValueTask.FromResult<IReadOnlyList<Finding>>(
    [
        new(Area, "athanor", FindingState.Ok, ProgramVersion.Text),
        new(Area, "runtime", FindingState.Ok, RuntimeInformation.FrameworkDescription),
        new(Area, "system", FindingState.Ok, $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}"),
    ]);
}
