using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Athanor.Compute.Collectives.Ring;
using Athanor.Compute.Collectives.SharedMemory;
using Athanor.Conformance;

namespace Athanor.Compute.Collectives;

public sealed class RendezvousTests : IDisposable
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(1500);
    private readonly int _port = FreePort.Find();
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Strangers_who_say_nothing_garbage_or_half_a_hello_harm_nobody()
    {
        var host = JoinAsync(Member(0, 2));
        using var silent = await ConnectAsync();
        using var garbage = await ConnectAsync();
        await garbage.SendAsync(RandomNumberGenerator.GetBytes(100_000), Cancellation);
        using var half = await ConnectAsync();
        await half.SendAsync("ATHGANG1\0\0\0\0half a number"u8.ToArray(), Cancellation);
        using var web = await ConnectAsync();
        await web.SendAsync("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"u8.ToArray(), Cancellation);
        using (await ConnectAsync())
        {
        }

        var guest = JoinAsync(Member(1, 2));

        await AssertTheyAddUpAsync(host, guest);
    }

    [Fact]
    public async Task More_strangers_than_are_listened_to_are_dropped_in_time()
    {
        var host = JoinAsync(Member(0, 2));
        var strangers = new List<Socket>();
        for (var count = 0; count < 200; count++) strangers.Add(await ConnectAsync());

        await AssertTheyAddUpAsync(host, JoinAsync(Member(1, 2)));

        strangers.ForEach(stranger => stranger.Dispose());
    }

    [Fact]
    public async Task Whoever_has_another_secret_is_dropped_and_knows_why()
    {
        var host = JoinAsync(Member(0, 2));
        var stranger = JoinAsync(GangMember.Create(1, 2, "127.0.0.1", _port, RandomNumberGenerator.GetBytes(32), new byte[] { 1 }));

        Assert.Contains("does not know this gang's secret", await FaultAsync(stranger));
        await AssertTheyAddUpAsync(host, JoinAsync(Member(1, 2)));
    }

    [Fact]
    public async Task A_stranger_who_only_repeats_what_the_host_says_is_dropped()
    {
        var host = JoinAsync(Member(0, 2) with { JoinWithin = Short });
        using var stranger = await ConnectAsync();
        var hello = "ATHGANG1"u8.ToArray().Concat(new byte[36]).ToArray();
        await stranger.SendAsync(hello, Cancellation);
        var answer = new byte[64];
        for (var at = 0; at < answer.Length;) at += await stranger.ReceiveAsync(answer.AsMemory(at), Cancellation);
        await stranger.SendAsync(answer.AsMemory(32), Cancellation);

        Assert.Equal(0, await stranger.ReceiveAsync(answer, Cancellation));
        Assert.Equal("Rank 1 of 2 did not come within 1.5 s. 1 came who did not prove to know the gang's secret.", await FaultAsync(host));
    }

    [Fact]
    public async Task Another_configuration_is_refused_and_all_are_told_which_rank_has_it()
    {
        var first = JoinAsync(Member(0, 3));
        var second = JoinAsync(Member(1, 3));
        await Task.Delay(100, Cancellation);
        var third = JoinAsync(Member(2, 3, configuration: 7));

        foreach (var rank in new[] { first, second, third }) Assert.StartsWith("Rank 2 was started with another configuration than rank 0", await FaultAsync(rank));
    }

    [Fact]
    public async Task Another_size_is_refused_and_all_are_told_which_rank_has_it()
    {
        var first = JoinAsync(Member(0, 3));
        var third = JoinAsync(Member(2, 4));

        foreach (var rank in new[] { first, third }) Assert.Equal("Rank 2 was started as one of 4, but rank 0 as one of 3.", await FaultAsync(rank));
    }

    [Fact]
    public async Task A_rank_that_is_taken_is_refused_and_the_gang_goes_on()
    {
        var host = JoinAsync(Member(0, 3));
        var second = JoinAsync(Member(1, 3));
        var again = JoinAsync(Member(1, 3));

        var refused = await Task.WhenAny(second, again);
        Assert.Contains("Rank 1 has joined already", await FaultAsync(refused));

        await AssertTheyAddUpAsync(host, refused == second ? again : second, JoinAsync(Member(2, 3)));
    }

    [Fact]
    public async Task Who_is_missing_is_named_to_all_who_came()
    {
        var ranks = new[] { JoinAsync(Member(0, 4) with { JoinWithin = Short }), JoinAsync(Member(2, 4) with { JoinWithin = Short }) };

        foreach (var rank in ranks) Assert.Equal("Ranks 1, 3 of 4 did not come within 1.5 s.", await FaultAsync(rank));
    }

    [Fact]
    public async Task Without_rank_0_the_others_name_it()
    {
        Assert.Equal($"Rank 0 of 2 did not come to 127.0.0.1:{_port} within 1.5 s.", await FaultAsync(JoinAsync(Member(1, 2) with { JoinWithin = Short })));
    }

    [Fact]
    public async Task Rank_0_may_come_last()
    {
        var others = new[] { JoinAsync(Member(1, 3)), JoinAsync(Member(2, 3)) };
        await Task.Delay(200, Cancellation);

        await AssertTheyAddUpAsync([JoinAsync(Member(0, 3)), .. others]);
    }

    [Fact]
    public async Task A_rank_that_cannot_form_the_group_tells_all()
    {
        var ranks = Enumerable.Range(0, 3).Select(rank => SharedMemoryCollectives.JoinAsync(Member(rank, 3), _folder.File("not there"), Cancellation)).ToArray();

        foreach (var rank in ranks) Assert.StartsWith("Rank 0 could not form the group:", await FaultAsync(rank));
    }

    [Fact]
    public async Task Shared_memory_is_private_to_its_user_while_it_has_a_name()
    {
        var host = SharedMemoryCollectives.JoinAsync(Member(0, 2), _folder.Path, Cancellation);
        using var watcher = new FileSystemWatcher(_folder.Path);
        var mode = new TaskCompletionSource<UnixFileMode>(TaskCreationOptions.RunContinuationsAsynchronously);
        watcher.Created += (_, file) => mode.TrySetResult(File.GetUnixFileMode(file.FullPath));
        watcher.EnableRaisingEvents = true;

        using var guest = await SharedMemoryCollectives.JoinAsync(Member(1, 2), _folder.Path, Cancellation);
        using var first = await host;

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, await mode.Task.WaitAsync(Cancellation));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData(4, 4, 29500, 32, "no rank 4")]
    [InlineData(0, 0, 29500, 32, "1 to 1024")]
    [InlineData(0, 2, 0, 32, "no port 0")]
    [InlineData(0, 2, 29500, 31, "at least 32 bytes")]
    public void A_place_that_cannot_be_is_refused(int rank, int size, int port, int secretBytes, string words)
    {
        Assert.Contains(words, Assert.Throws<CollectiveException>(() => GangMember.Create(rank, size, "127.0.0.1", port, new byte[secretBytes], new byte[1])).Message);
    }

    [Fact]
    public async Task Nobody_listens_on_all_interfaces()
    {
        Assert.Contains("never at all of them", await FaultAsync(JoinAsync(GangMember.Create(0, 2, "0.0.0.0", _port, _secret, new byte[1]))));
    }

    [Fact]
    public void The_place_is_read_from_the_launchers_variables()
    {
        var variables = new Dictionary<string, string> { ["RANK"] = "1", ["WORLD_SIZE"] = "3", ["MASTER_ADDR"] = "10.0.0.1", ["MASTER_PORT"] = "29500" };

        var member = GangMember.FromEnvironment(variables.GetValueOrDefault, _secret, new byte[1]);

        Assert.Equal((1, 3, "10.0.0.1", 29500), (member.Rank, member.Size, member.MasterAddress, member.MasterPort));
        variables.Remove("MASTER_PORT");
        Assert.Contains("MASTER_PORT is not set", Assert.Throws<CollectiveException>(() => GangMember.FromEnvironment(variables.GetValueOrDefault, _secret, new byte[1])).Message);
    }

    [Fact]
    public async Task Twins_add_up_to_the_same_bits()
    {
        var shared = await new Gang((member, cancellation) => SharedMemoryCollectives.JoinAsync(member, _folder.Path, cancellation)).RunAsync(4, Sum);
        var ring = await new Gang(RingCollectives.JoinAsync).RunAsync(4, Sum);

        Numbers.AssertSameBits(shared[0], ring[3]);

        static float[] Sum(ICollectives collectives)
        {
            var values = Numbers.Of(collectives.Rank, 1_000_003);
            collectives.AllReduce(values);
            return values;
        }
    }

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private GangMember Member(int rank, int size, byte configuration = 1) => GangMember.Create(rank, size, "127.0.0.1", _port, _secret, new[] { configuration });

    private static Task<ICollectives> JoinAsync(GangMember member) => RingCollectives.JoinAsync(member, Cancellation);

    private static async Task<string> FaultAsync(Task<ICollectives> rank) => (await Assert.ThrowsAsync<CollectiveException>(() => rank)).Message;

    private async Task<Socket> ConnectAsync()
    {
        while (true)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, _port, Cancellation);
                return socket;
            }
            catch (SocketException)
            {
                socket.Dispose();
                await Task.Delay(10, Cancellation);
            }
        }
    }

    private static async Task AssertTheyAddUpAsync(params Task<ICollectives>[] ranks)
    {
        var sums = await Task.WhenAll((await Task.WhenAll(ranks)).Select(collectives => Task.Run(() =>
        {
            using (collectives)
            {
                float[] one = [1];
                collectives.AllReduce(one);
                return one[0];
            }
        })));
        Assert.All(sums, sum => Assert.Equal(ranks.Length, sum));
    }
}
