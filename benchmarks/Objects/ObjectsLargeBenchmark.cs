using Athanor.Benchmarks.Harness;
using Athanor.Conformance;

namespace Athanor.Benchmarks.Objects;

/// <summary>Large objects: how fast they come and go, and that moving objects far larger than memory takes none of it.</summary>
internal sealed class ObjectsLargeBenchmark : IBenchmark
{
    private const int Size = 64 << 20;
    private const int Callers = 2;
    private const int Rounds = 5;
    private const int MovesPerRound = 8;
    private const long HugeSize = 5L << 30;
    private const int HugeCallers = 16;
    private static readonly TimeSpan HugeTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(500);
    private static readonly Bar GetBar = Harness.Bar.RatioAtLeast(0.7);
    private static readonly Bar PutBar = Harness.Bar.RatioAtLeast(0.5);
    private static readonly Bar MemoryBar = Harness.Bar.AtMost(300);

    private readonly byte[] _content = MakeContent();

    public string Name => "objects-large";

    public string Description =>
        $"Signed GET and durable PUT of 64 MiB by {Callers} clients, against nginx on the same disk (GET with sendfile, PUT with dav and no fsync); " +
        $"the server's largest resident memory while {HugeCallers} clients move objects of 5 GiB for {HugeTime.TotalSeconds:0} s, half of them reading, half writing.";

    public string Bar => $"GET {GetBar.Describe("")}; PUT {PutBar.Describe("")}; memory {MemoryBar.Describe("MiB")}";

    public async Task<BenchmarkResult> RunAsync(Workplace workplace, CancellationToken cancellation)
    {
        await using var server = await ObjectsServer.StartAsync(workplace, cancellation);
        server.CreateBucket();
        using var nginx = await Nginx.StartAsync(Path.Combine(workplace.Directory, "nginx"), FreePort.Find(), workplace.Clock, cancellation);

        var (put, putReference) = await Turns.TakeAsync(
            "PUT", "MiB/s", Rounds, () => MoveAsync(workplace, server.Port, path => server.Requests.Make("PUT", path, length: Size), _content), () => MoveAsync(workplace, nginx.Port, path => Nginx.Put(path, Size), _content));
        var (get, getReference) = await Turns.TakeAsync(
            "GET", "MiB/s", Rounds, () => MoveAsync(workplace, server.Port, path => server.Requests.Make("GET", path), default), () => MoveAsync(workplace, nginx.Port, Nginx.Get, default));
        var memory = await MoveHugeAsync(workplace, server);

        return new(
            [
                new("GET", "MiB/s", get.Median, getReference.Median, GetBar),
                new("PUT", "MiB/s", put.Median, putReference.Median, PutBar),
                Figure.AgainstBar("memory", "MiB", memory.Values.Max(), MemoryBar),
            ],
            [get, getReference, put, putReference, memory]);
    }

    private static byte[] MakeContent()
    {
        var content = new byte[Size];
        new Random(1).NextBytes(content);
        return content;
    }

    private static string PathOf(int caller) => $"/{ObjectsServer.Bucket}/photo-{caller}";

    /// <summary>Each caller moves its object some times; answers what all of them together moved per second.</summary>
    private static async Task<double> MoveAsync(Workplace workplace, int port, Func<string, byte[]> make, byte[]? body)
    {
        var begin = workplace.Clock.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => OnThread(() =>
        {
            using var connection = new RawConnection(port);
            var request = make(PathOf(caller));
            for (var move = 0; move < MovesPerRound; move++)
            {
                var answered = connection.Exchange(request, body);
                if (body is null && answered != Size) throw new InvalidOperationException("An answer had another length.");
            }
            return true;
        })));
        return (double)Callers * MovesPerRound * Size / (1 << 20) / workplace.Clock.GetElapsedTime(begin).TotalSeconds;
    }

    private async Task<Series> MoveHugeAsync(Workplace workplace, ObjectsServer server)
    {
        const string Path = $"/{ObjectsServer.Bucket}/film";
        using (var first = new RawConnection(server.Port)) first.Pour(server.Requests.Make("PUT", Path, length: HugeSize), _content, HugeSize, static () => false);
        Workplace.Say("5 GiB are stored");

        var begin = workplace.Clock.GetTimestamp();
        bool IsOver() => workplace.Clock.GetElapsedTime(begin) > HugeTime;
        var moved = Task.WhenAll(Enumerable.Range(0, HugeCallers).Select(caller => OnThread(() =>
        {
            using var connection = new RawConnection(server.Port);
            return caller % 2 == 0
                ? connection.ExchangeUntil(server.Requests.Make("GET", Path), IsOver)
                : connection.Pour(server.Requests.Make("PUT", $"{Path}-{caller}", length: HugeSize), _content, HugeSize, IsOver);
        })));
        var seen = new List<double>();
        while (!moved.IsCompleted)
        {
            seen.Add(server.ResidentMebibytes);
            await Task.WhenAny(moved, Task.Delay(WatchInterval, workplace.Clock));
        }
        Workplace.Say($"{(await moved).Sum() >> 30} GiB moved, at most {seen.Max():0} MiB resident");
        return new("memory", "MiB", seen);
    }

    private static Task<T> OnThread<T>(Func<T> act) => Task.Factory.StartNew(act, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
