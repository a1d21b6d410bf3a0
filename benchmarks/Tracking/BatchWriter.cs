using System.Globalization;
using System.Text;
using Athanor.Benchmarks.Objects;

namespace Athanor.Benchmarks.Tracking;

/// <summary>One client that logs batches to a run of its own: each of its keys gets a point, then the next step begins.</summary>
internal sealed class BatchWriter(TrackingServer server, string run, int keys, int pointsPerKey) : IDisposable
{
    private readonly RawConnection _connection = server.Connect();
    private readonly List<double> _milliseconds = [];
    private long _step;

    public string Run => run;

    public IReadOnlyList<double> Milliseconds => _milliseconds;

    /// <summary>Goes on behind the steps that are there already.</summary>
    public void StartAt(long step) => _step = step;

    /// <summary>Sends a batch and waits until it is acknowledged.</summary>
    public void Write(TimeProvider clock)
    {
        var body = Encoding.ASCII.GetBytes(Render());
        var head = server.BatchHead(body.Length);
        var begin = clock.GetTimestamp();
        _connection.Exchange([.. head, .. body]);
        _milliseconds.Add(clock.GetElapsedTime(begin).TotalMilliseconds);
    }

    public void Forget() => _milliseconds.Clear();

    public void Dispose() => _connection.Dispose();

    private string Render()
    {
        var body = new StringBuilder(keys * pointsPerKey * 80).Append("{\"run_id\":\"").Append(run).Append("\",\"metrics\":[");
        for (var point = 0; point < pointsPerKey; point++, _step++)
        {
            for (var key = 0; key < keys; key++)
            {
                if (point + key > 0) body.Append(',');
                body.Append(CultureInfo.InvariantCulture, $"{{\"key\":\"metric/{key}\",\"value\":{Math.Sin(_step + key)},\"timestamp\":{1_790_000_000_000 + (_step * 100)},\"step\":{_step}}}");
            }
        }
        return body.Append("]}").ToString();
    }
}
