using System.Text.Json.Nodes;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Identifiers;
using Athanor.Foundation.Journal;
using Athanor.Objects.Blobs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Athanor.Objects.Integrity;

/// <summary>
/// Reads every blob from its medium now and then, at a pace that leaves the disk to others, and goes on where it was after a restart.
/// What it finds is told; nothing is ever deleted.
/// </summary>
public sealed partial class Scrubber : BackgroundService
{
    private const int BlobsPerPage = 64;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(20);

    private readonly IDatabase _database;
    private readonly IBlobStore _blobs;
    private readonly DamageRegister _damage;
    private readonly ObjectsOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<Scrubber> _logger;
    private readonly SemaphoreSlim _wishes = new(0);

    internal Scrubber(IDatabase database, IBlobStore blobs, DamageRegister damage, ObjectsOptions options, TimeProvider clock, ILogger<Scrubber> logger) =>
        (_database, _blobs, _damage, _options, _clock, _logger) = (database, blobs, damage, options, clock, logger);

    /// <summary>Null where there never was a pass.</summary>
    public Task<ScrubState?> FindStateAsync(CancellationToken cancellation) => _database.ReadAsync(IntegrityDatabase.FindScrub, cancellation);

    /// <summary>Begins a pass now, unless one is under way; answers the one that is.</summary>
    public async Task<ScrubState> StartPassAsync(string actor, CancellationToken cancellation)
    {
        var state = await _database.WriteAsync(
            session =>
            {
                if (IntegrityDatabase.FindScrub(session) is { IsRunning: true } running) return running;
                session.Record(new Fact(actor, "objects.scrub-started", new Subject("server", "objects")));
                return Begin(session);
            },
            cancellation);
        _wishes.Release();
        return state;
    }

    /// <summary>One pass to its end, from where the last one was interrupted.</summary>
    internal async Task<ScrubState> RunPassAsync(CancellationToken cancellation)
    {
        var state = await _database.WriteAsync(session => IntegrityDatabase.FindScrub(session) is { IsRunning: true } running ? running : Begin(session), cancellation);
        while (await _database.ReadAsync(session => BlobsDatabase.Owned(session, state.Position, BlobsPerPage), cancellation) is { Count: > 0 } page)
        {
            state = await ReadAsync(page, state, cancellation);
        }
        return await FinishAsync(state, cancellation);
    }

    public override void Dispose()
    {
        _wishes.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (IsDue(await FindStateAsync(stoppingToken))) await RunPassAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Interrupted(_logger, failure.Message);
            }
            await WaitAsync(stoppingToken);
        }
    }

    private bool IsDue(ScrubState? last)
    {
        if (last is { IsRunning: true }) return true;
        return _options.ScrubInterval > TimeSpan.Zero && (last is null || _clock.GetUtcNow() - last.StartedAt >= _options.ScrubInterval);
    }

    // A clock in the place of a timer over days: a machine that slept looks again soon after it wakes.
    private async Task WaitAsync(CancellationToken cancellation)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAny(_wishes.WaitAsync(enough.Token), Task.Delay(LongestWait, _clock, enough.Token));
        await enough.CancelAsync();
    }

    private ScrubState Begin(WriteSession session)
    {
        var state = new ScrubState(_clock.GetUtcNow(), FinishedAt: null, Position: "", Blobs: 0, Bytes: 0, Damaged: 0);
        IntegrityDatabase.SetScrub(session, state);
        return state;
    }

    private async Task<ScrubState> ReadAsync(List<BlobReference> page, ScrubState state, CancellationToken cancellation)
    {
        var due = TimeSpan.Zero;
        foreach (var blob in page)
        {
            var begin = _clock.GetTimestamp();
            var isDamaged = false;
            if (await _blobs.VerifyAsync(blob, cancellation) is { } finding) isDamaged = await _damage.ReportAsync(blob, finding, cancellation);
            else await _damage.ClearAsync(blob, cancellation);
            state = state with { Position = blob.ToString(), Blobs = state.Blobs + 1, Bytes = state.Bytes + blob.Length, Damaged = state.Damaged + (isDamaged ? 1 : 0) };

            due += TimeSpan.FromSeconds((double)blob.Length / _options.ScrubRate.Value) - _clock.GetElapsedTime(begin);
            if (due < ShortestPause) continue;
            await _database.WriteAsync(session => IntegrityDatabase.SetScrub(session, state), cancellation);
            await Task.Delay(due, _clock, cancellation);
            due = TimeSpan.Zero;
        }
        await _database.WriteAsync(session => IntegrityDatabase.SetScrub(session, state), cancellation);
        return state;
    }

    private async Task<ScrubState> FinishAsync(ScrubState state, CancellationToken cancellation)
    {
        var finished = state with { FinishedAt = _clock.GetUtcNow() };
        await _database.WriteAsync(
            session =>
            {
                IntegrityDatabase.SetScrub(session, finished);
                IntegrityDatabase.ForgetOwnerless(session);
                session.Record(new Fact("system", "objects.scrubbed", new Subject("server", "objects"))
                {
                    Details = new JsonObject { ["blobs"] = finished.Blobs, ["bytes"] = finished.Bytes, ["damaged"] = finished.Damaged },
                });
            },
            cancellation);
        Finished(_logger, finished.Blobs, finished.Bytes, finished.Damaged);
        return finished;
    }

    [LoggerMessage(LogLevel.Information, "Read {Blobs} blobs of {Bytes} bytes back from the disk, {Damaged} of them damaged.")]
    private static partial void Finished(ILogger logger, long blobs, long bytes, long damaged);

    [LoggerMessage(LogLevel.Warning, "The scrubber was interrupted and goes on in a minute: {Reason}")]
    private static partial void Interrupted(ILogger logger, string reason);
}
