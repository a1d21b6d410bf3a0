using Athanor.App.Server;
using Athanor.Foundation.Diagnosis;
using Athanor.Foundation.Settings;

namespace Athanor.App.Diagnosis;

/// <summary>Asks every examination in turn; one that fails becomes a finding of its own, so that the others are still seen.</summary>
internal sealed class Doctor(Configuration configuration, DataDirectory data, TimeProvider clock) : ISystemExaminer
{
    private readonly IReadOnlyList<IExamination> _examinations =
    [
        new ProgramExamination(),
        new MachineExamination(),
        new AcceleratorExamination(),
        new JobsExamination(),
        new StorageExamination(data),
        new ObjectsExamination(data),
        new DatabaseExamination(configuration, data, clock),
        new LibraryExamination(),
    ];

    public async Task<SystemReport> ExamineAsync(CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        foreach (var examination in _examinations) findings.AddRange(await TryAsync(examination, cancellation));
        return new(clock.GetUtcNow(), findings);
    }

    private static async Task<IReadOnlyList<Finding>> TryAsync(IExamination examination, CancellationToken cancellation)
    {
        try
        {
            return await examination.ExamineAsync(cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return [new(examination.Area, "examination", FindingState.Warning, failure.Message, "This part of the report is missing.", "See the error beside it.")];
        }
    }
}
