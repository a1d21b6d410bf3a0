using Athanor.Benchmarks.Harness;
using Athanor.Conformance;

namespace Athanor.Benchmarks.Objects;

/// <summary>Many small objects: how many signed requests per second the door answers, and how many durable writes.</summary>
internal sealed class ObjectsSmallBenchmark : IBenchmark
{
    private const int Size = 4 << 10;
    private const int Objects = 1000;
    private const int Callers = 16;
    private const int Rounds = 5;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(4);
    private static readonly Bar GetBar = Harness.Bar.RatioAtLeast(0.4);
    private static readonly Bar PutBar = Harness.Bar.RatioAtLeast(10);

    private readonly byte[] _content = MakeContent();

    public string Name => "objects-small";

    public string Description =>
        $"Signed GETs of 4 KiB per second by {Callers} kept connections, against nginx serving the same files; " +
        $"durable PUTs of 4 KiB by {Callers} clients against writing one object after the other, one file and one fsync each.";

    public string Bar => $"GET {GetBar.Describe("")}; PUT {PutBar.Describe("")}";

    public async Task<BenchmarkResult> RunAsync(Workplace workplace, CancellationToken cancellation)
    {
        await using var server = await ObjectsServer.StartAsync(workplace, cancellation);
        server.CreateBucket();
        using var nginx = await Nginx.StartAsync(Path.Combine(workplace.Directory, "nginx"), FreePort.Find(), workplace.Clock, cancellation);
        Fill(server, nginx);

        var load = new Load(Callers, Window, workplace.Clock);
        var (get, getReference) = await Turns.TakeAsync(
            "GET", "requests/s", Rounds, () => ReadAsync(load, server.Port, path => server.Requests.Make("GET", path)), () => ReadAsync(load, nginx.Port, Nginx.Get));
        var (put, putReference) = await Turns.TakeAsync("PUT", "objects/s", Rounds, () => WriteAsync(load, server), () => WriteFilesAsync(workplace));
        return new(
            [new("GET", "requests/s", get.Median, getReference.Median, GetBar), new("PUT", "objects/s", put.Median, putReference.Median, PutBar)],
            [get, getReference, put, putReference]);
    }

    private static string PathOf(int index) => $"/{ObjectsServer.Bucket}/leaf-{index:0000}";

    private static byte[] MakeContent()
    {
        var content = new byte[Size];
        new Random(1).NextBytes(content);
        return content;
    }

    private void Fill(ObjectsServer server, Nginx nginx)
    {
        Directory.CreateDirectory(Path.Combine(nginx.Root, ObjectsServer.Bucket));
        using var connection = new RawConnection(server.Port);
        for (var index = 0; index < Objects; index++)
        {
            connection.Exchange(server.Requests.Make("PUT", PathOf(index), length: Size), _content);
            File.WriteAllBytes(Path.Combine(nginx.Root, PathOf(index)[1..]), _content);
        }
    }

    private static async Task<double> ReadAsync(Load load, int port, Func<string, byte[]> make)
    {
        var requests = Enumerable.Range(0, Objects).Select(index => make(PathOf(index))).ToArray();
        var connections = Enumerable.Range(0, Callers).Select(_ => new RawConnection(port)).ToArray();
        var next = Enumerable.Range(0, Callers).Select(caller => caller * Objects / Callers).ToArray();
        var rate = await load.RunOnThreadsAsync(caller =>
        {
            if (connections[caller].Exchange(requests[next[caller]++ % Objects]) != Size) throw new InvalidOperationException("An answer had another length.");
        });
        foreach (var connection in connections) connection.Dispose();
        return rate;
    }

    private async Task<double> WriteAsync(Load load, ObjectsServer server)
    {
        var requests = Enumerable.Range(0, Objects).Select(index => server.Requests.Make("PUT", $"/{ObjectsServer.Bucket}/new-{index:0000}", length: Size)).ToArray();
        var connections = Enumerable.Range(0, Callers).Select(_ => new RawConnection(server.Port)).ToArray();
        var next = Enumerable.Range(0, Callers).Select(caller => caller * Objects / Callers).ToArray();
        var rate = await load.RunOnThreadsAsync(caller => connections[caller].Exchange(requests[next[caller]++ % Objects], _content));
        foreach (var connection in connections) connection.Dispose();
        return rate;
    }

    private Task<double> WriteFilesAsync(Workplace workplace)
    {
        var folder = Directory.CreateDirectory(Path.Combine(workplace.Directory, "files")).FullName;
        var written = 0;
        return new Load(1, Window, workplace.Clock).RunOnThreadsAsync(_ =>
        {
            using var file = File.OpenHandle(Path.Combine(folder, $"{written++ % Objects}"), FileMode.Create, FileAccess.Write);
            RandomAccess.Write(file, _content, 0);
            RandomAccess.FlushToDisk(file);
        });
    }
}
