using Athanor.Foundation.Diagnosis;

namespace Athanor.App.Diagnosis;

internal interface IExamination
{
    string Area { get; }

    ValueTask<IReadOnlyList<Finding>> ExamineAsync(CancellationToken cancellation);
}
