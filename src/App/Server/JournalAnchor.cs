using Athanor.Foundation.Journal;
using Athanor.Foundation.Settings;

namespace Athanor.App.Server;

/// <summary>Appends the Journal's head to a file outside, where whoever rewrites the database does not reach.</summary>
internal sealed partial class JournalAnchor(Configuration configuration, JournalReader journal, TimeProvider clock, ILogger<JournalAnchor> logger) : BackgroundService
{
    private readonly JournalOptions _options = configuration.Get<JournalOptions>();
    private ChainHead _anchored = ChainHead.Empty;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_options.AnchorFile.Length == 0) return;

        using var timer = new PeriodicTimer(_options.AnchorInterval, clock);
        do
        {
            try
            {
                await AppendAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                CouldNotAnchor(logger, _options.AnchorFile, failure.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task AppendAsync(CancellationToken cancellation)
    {
        var head = await journal.HeadAsync(cancellation);
        if (head.Sequence == _anchored.Sequence) return;

        await using var file = new FileStream(_options.AnchorFile, FileMode.Append, FileAccess.Write, FileShare.Read);
        await file.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"{clock.GetUtcNow():O} {head}\n"), cancellation);
        file.Flush(flushToDisk: true);
        _anchored = head;
    }

    [LoggerMessage(LogLevel.Error, "The Journal's head could not be anchored to {File}: {Reason}")]
    private static partial void CouldNotAnchor(ILogger logger, string file, string reason);
}
