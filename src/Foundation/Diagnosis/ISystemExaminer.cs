namespace Athanor.Foundation.Diagnosis;

/// <summary>Looks at the machine and the installation; behind <c>athanor doctor</c> and the console's system page.</summary>
public interface ISystemExaminer
{
    Task<SystemReport> ExamineAsync(CancellationToken cancellation);
}
