using Athanor.Foundation.Diagnosis;

namespace Athanor.WebConsole.SystemStatus;

/// <summary>The last examination, at most a minute old: looking at the whole machine takes longer than a page may.</summary>
internal sealed class RecentReport(ISystemExaminer examiner, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private SystemReport? _last;

    public async Task<SystemReport> GetAsync(CancellationToken cancellation) =>
        _last is { } last && clock.GetUtcNow() - last.Time < Fresh ? last : await RenewAsync(cancellation);

    public async Task<SystemReport> RenewAsync(CancellationToken cancellation) => _last = await examiner.ExamineAsync(cancellation);
}
