using Athanor.Foundation.Settings;

namespace Athanor.Tracking;

[Section("tracking")]
public sealed class TrackingOptions
{
    [Setting("How long runs, experiments and logged models that were deleted can still be restored; then they are cleared away with their metrics and artifacts. 0: they are kept until `athanor runs gc`.", Minimum = 0, Maximum = 86_400 * 3660L)]
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(30);
}
