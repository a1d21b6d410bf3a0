using System.Threading.Channels;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Journal;
using Athanor.Objects.Model;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Athanor.Objects.Usage;

/// <summary>Reads of objects as facts in the Journal, where the setting asks for them: gathered, and written together once a second.</summary>
internal sealed partial class ReadJournal(IDatabase database, ObjectsOptions options, TimeProvider clock, ILogger<ReadJournal> logger) : BackgroundService
{
    private const int MostWaiting = 16_384;
    private const int WrittenTogether = 1024;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // Where the database is slower than the readers, they wait for it: a fact is not left out.
    private readonly Channel<Fact> _facts = Channel.CreateBounded<Fact>(MostWaiting);

    private readonly List<Fact> _batch = [];

    public ValueTask NoteAsync(string actor, Bucket bucket, string key, string? version) =>
        options.JournalReads ? _facts.Writer.WriteAsync(ObjectStore.FactOf(actor, "object.read", bucket, key, version)) : ValueTask.CompletedTask;

    /// <summary>What could not be written stays, and is written with the next.</summary>
    public async Task WriteAsync(CancellationToken cancellation)
    {
        while (_batch.Count > 0 || _facts.Reader.Count > 0)
        {
            while (_batch.Count < WrittenTogether && _facts.Reader.TryRead(out var fact)) _batch.Add(fact);
            await database.WriteAsync(
                session =>
                {
                    foreach (var fact in _batch) session.Record(fact);
                },
                cancellation);
            _batch.Clear();
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryWriteAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.JournalReads) return;
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await TryWriteAsync(stoppingToken);
    }

    private async Task TryWriteAsync(CancellationToken cancellation)
    {
        try
        {
            await WriteAsync(cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            CouldNotWrite(logger, failure.Message);
        }
    }

    [LoggerMessage(LogLevel.Error, "Reads of objects could not be recorded in the Journal: {Reason}")]
    private static partial void CouldNotWrite(ILogger logger, string reason);
}
