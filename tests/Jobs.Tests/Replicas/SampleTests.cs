using Athanor.Conformance;
using Athanor.Jobs.Replicas.Samples;

namespace Athanor.Jobs.Tests.Replicas;

public sealed class SampleTests : IDisposable
{
    private static readonly DateTimeOffset Begin = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);
    private readonly Scene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void A_sample_is_read_as_it_was_written()
    {
        var sample = SampleAt(1) with { Step = 12.5, StepAt = Begin, Accelerators = [new(0.5, 0.75, 10, 20, 300, 400), new(0, 0, 0, 0, 0, 0)] };
        var bytes = new byte[SampleRecord.SizeFor(2)];

        SampleRecord.Write(bytes, sample);
        var read = SampleRecord.Read(bytes)!;

        Assert.Equal(sample with { Accelerators = [] }, read with { Accelerators = [] });
        Assert.Equal(sample.Accelerators, read.Accelerators);
    }

    [Fact]
    public void A_torn_sample_and_zeros_are_passed_over()
    {
        Write(SampleAt(1), SampleAt(2), SampleAt(3));
        var file = Path.Combine(_scene.Folder.SamplesFolder, "1s");
        using (var torn = File.OpenHandle(file, FileMode.Open, FileAccess.Write))
        {
            RandomAccess.SetLength(torn, RandomAccess.GetLength(torn) - 90);
            RandomAccess.SetLength(torn, RandomAccess.GetLength(torn) + 90);
        }

        Assert.Equal([1, 2], ReadAll(100).Select(SecondOf));
        Write(SampleAt(4));
        Assert.Equal([1, 2, 4], ReadAll(100).Select(SecondOf));
    }

    [Fact]
    public void Old_seconds_are_told_of_by_tens_and_older_ones_by_minutes()
    {
        Write([.. Enumerable.Range(1, 100_000).Select(SampleAt)]);

        var all = ReadAll(int.MaxValue);

        Assert.Equal(Begin.AddSeconds(60), all[0].At);
        Assert.Equal(60, all[0].Duration.TotalSeconds);
        Assert.Equal(10, all[1000].Duration.TotalSeconds);
        Assert.Equal(1, all[^1].Duration.TotalSeconds);
        Assert.InRange(all.Count, 900 + 8000, 900 + 9000);
        Assert.All(all.Zip(all.Skip(1)), pair => Assert.Equal(pair.First.At, pair.Second.At - pair.Second.Duration));
        Assert.InRange(new DirectoryInfo(_scene.Folder.SamplesFolder).EnumerateFiles().Sum(file => file.Length), 1, 10 << 20);
    }

    [Fact]
    public void A_chart_gets_as_many_points_as_it_wants_with_means_and_maxima()
    {
        Write([.. Enumerable.Range(1, 100).Select(SampleAt)]);

        var points = ReadAll(10);

        Assert.Equal(10, points.Count);
        Assert.Equal(5.5, points[0].Processors, 0.001);
        Assert.Equal(10, points[0].ProcessorsMaximum, 0.001);
        Assert.Equal(100, points[^1].CpuSeconds);
        Assert.Equal([31, 32], ReplicaSamples.Read(_scene.Folder, Begin.AddSeconds(31), Begin.AddSeconds(32), 10).Select(SecondOf));
    }

    [Fact]
    public void Another_shim_goes_on_where_the_last_one_stopped()
    {
        Write(SampleAt(1), SampleAt(2));
        Write(SampleAt(3));

        Assert.Equal([1, 2, 3], ReadAll(100).Select(SecondOf));
        Assert.Equal(3, SecondOf(ReplicaSamples.ReadLast(_scene.Folder)!));
    }

    [Fact]
    public void Without_samples_there_are_none()
    {
        Assert.Empty(ReadAll(10));
        Assert.Null(ReplicaSamples.ReadLast(_scene.Folder));
    }

    [Theory]
    [InlineData("17", 17.0)]
    [InlineData("17\n", 17.0)]
    [InlineData("epoch 3 step 1200/5000", 5000.0)]
    [InlineData("step=1200\nloss: nan", 1200.0)]
    [InlineData("1.5e3", 1500.0)]
    [InlineData("soon", null)]
    [InlineData("", null)]
    public void The_last_number_of_the_progress_file_is_the_step(string text, double? expected)
    {
        Directory.CreateDirectory(_scene.Folder.Path);
        File.WriteAllText(_scene.Folder.ProgressFile, text);
        var progress = new ProgressReader(_scene.Folder.ProgressFile, TimeProvider.System);

        progress.Look();

        Assert.Equal(expected, progress.Step);
    }

    [Fact]
    public void A_step_that_stays_keeps_the_time_when_it_came()
    {
        Directory.CreateDirectory(_scene.Folder.Path);
        var clock = new ManualClock();
        var progress = new ProgressReader(_scene.Folder.ProgressFile, clock);
        File.WriteAllText(_scene.Folder.ProgressFile, "1");
        progress.Look();
        var first = progress.StepAt;

        clock.Advance(TimeSpan.FromSeconds(5));
        progress.Look();
        Assert.Equal(first, progress.StepAt);

        File.WriteAllText(_scene.Folder.ProgressFile, "2");
        progress.Look();
        Assert.Equal(first + TimeSpan.FromSeconds(5), progress.StepAt);
    }

    [Fact]
    public async Task A_running_replica_is_sampled()
    {
        _scene.Script("echo 42 > \"$ATHANOR_REPLICA_FOLDER/progress\"; end=$(($(date +%s%N) / 1000000 + 400)); while [ $(($(date +%s%N) / 1000000)) -lt $end ]; do :; done");

        await _scene.RunAsync();

        var last = ReplicaSamples.ReadLast(_scene.Folder)!;
        Assert.InRange(last.CpuSeconds, 0.01, 5);
        Assert.InRange(last.MemoryBytes, 0, 100 << 20);
        Assert.Equal(42, last.Step);
    }

    [Fact]
    public async Task What_connections_carry_is_counted_and_nobody_else_s()
    {
        using var foreign = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        foreign.Start();
        using var elsewhere = new System.Net.Sockets.TcpClient();
        await elsewhere.ConnectAsync((System.Net.IPEndPoint)foreign.LocalEndpoint, TestContext.Current.CancellationToken);
        await elsewhere.GetStream().WriteAsync(new byte[50_000], TestContext.Current.CancellationToken);
        _scene.Script(
            """
            exec /usr/bin/python3 -c "
            import socket, time
            listener = socket.create_server(('127.0.0.1', 0))
            to = socket.create_connection(listener.getsockname())
            end = listener.accept()[0]
            to.sendall(bytes(100000))
            got = 0
            while got < 100000: got += len(end.recv(65536))
            time.sleep(1.5)
            "
            """);

        await _scene.RunAsync();

        var last = ReplicaSamples.ReadLast(_scene.Folder)!;
        Assert.Equal(100_000, last.ReceivedBytes);
        Assert.InRange(last.SentBytes, 100_000, 100_001);     // some kernels count the greeting
    }

    private static ReplicaSample SampleAt(int second) => new(Begin.AddSeconds(second), TimeSpan.FromSeconds(1), second, second, second, 1000 + second, 1000 + second, 0, 0);

    private static int SecondOf(ReplicaSample sample) => (int)(sample.At - Begin).TotalSeconds;

    private void Write(params IReadOnlyList<ReplicaSample> samples)
    {
        using var writer = SampleWriter.TryOpen(_scene.Folder, 0)!;
        foreach (var sample in samples) writer.Add(sample);
    }

    private IReadOnlyList<ReplicaSample> ReadAll(int maximumPoints) => ReplicaSamples.Read(_scene.Folder, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, maximumPoints);
}
