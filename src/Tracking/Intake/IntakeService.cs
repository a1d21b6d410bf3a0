using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Athanor.Tracking.Intake;

/// <summary>Settles what nobody has asked for yet, a little later, so that more of it comes together.</summary>
internal sealed partial class IntakeService(MetricIntake intake, TimeProvider clock, ILogger<IntakeService> logger) : BackgroundService
{
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A server that was killed has left some behind.
        for (intake.Notify(); !stoppingToken.IsCancellationRequested; await Task.Delay(Gathering, clock, stoppingToken))
        {
            await intake.WaitAsync(stoppingToken);
            try
            {
                await intake.SettleAllAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                CouldNotSettle(logger, failure.Message);
                intake.Notify();
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Metrics could not be settled into their series and will be tried again: {Reason}")]
    private static partial void CouldNotSettle(ILogger logger, string reason);
}
