using System.Collections.Concurrent;
using Athanor.Foundation.Problems;
using Microsoft.Extensions.Logging;

namespace Athanor.Jobs.Executors.Slurm;

/// <summary>How our jobs stand in the cluster. All who wait share one question, asked at most once an interval; while the cluster does not answer, nothing is known and nobody concludes anything.</summary>
internal sealed partial class SlurmQueue(SlurmCommands commands, SlurmOptions options, TimeProvider clock, ILogger<SlurmQueue> logger) : IDisposable
{
    private readonly ConcurrentDictionary<string, int> _watched = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _asking = new(1);
    private IReadOnlyDictionary<string, SlurmJob> _known = new Dictionary<string, SlurmJob>();
    private long _askedAt;
    private bool _hasAnswered = true;

    /// <summary>Null while the cluster does not answer. A controller that died may forget a job that it had just taken, and give its number to another, which the name tells.</summary>
    public async Task<SlurmJob?> LookAsync(string id, string name, CancellationToken cancellation)
    {
        var isNew = _watched.TryAdd(id, 0);
        await _asking.WaitAsync(cancellation);
        try
        {
            if (isNew || clock.GetElapsedTime(_askedAt) >= options.PollInterval) await AskAsync(cancellation);
            if (!_hasAnswered) return null;
            return _known.GetValueOrDefault(id) is { } job && job.Name == name ? job : SlurmJob.Gone(id, name);
        }
        finally
        {
            _asking.Release();
        }
    }

    public void Dispose() => _asking.Dispose();

    public void Forget(string id) => _watched.TryRemove(id, out _);

    public async Task<string?> FindByNameAsync(string name, CancellationToken cancellation) =>
        (await commands.CallAsync("squeue", ["--noheader", "--states=all", $"--name={name}", "--format=%i"], cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault();

    private async Task AskAsync(CancellationToken cancellation)
    {
        try
        {
            // Of all our jobs by their numbers: the whole queue of a large cluster is megabytes, each second.
            var (code, output, errors) = await commands.RunAsync("squeue", ["--noheader", "--states=all", $"--jobs={string.Join(',', _watched.Keys)}", $"--format={SlurmJob.Format}"], cancellation);
            // It calls a single number that it has forgotten an error, and forgotten ones among others none.
            if (code != 0 && !errors.Contains("Invalid job id", StringComparison.OrdinalIgnoreCase)) throw new ProblemException(JobsProblems.SlurmRefused("squeue", errors));
            (_known, _hasAnswered) = (SlurmJob.Parse(code == 0 ? output : ""), true);
        }
        catch (ProblemException silent)
        {
            if (_hasAnswered) NoAnswer(logger, silent.Message);
            _hasAnswered = false;
        }
        _askedAt = clock.GetTimestamp();
    }

    [LoggerMessage(LogLevel.Warning, "Slurm does not answer; its jobs are taken to go on meanwhile: {Reason}")]
    private static partial void NoAnswer(ILogger logger, string reason);
}
