using System.Globalization;
using Athanor.Compute.Collectives.Ring;
using Athanor.Compute.Collectives.SharedMemory;

namespace Athanor.Compute.Collectives;

/// <summary>One rank as a process of its own: this program, asked for this test alone. It works until it is killed or somebody else fails, and writes down how.</summary>
public sealed class GangChild
{
    [Fact(Explicit = true)]
    public async Task Works_until_the_gang_breaks()
    {
        var (folder, cancellation) = (Variable("ATHANOR_TEST_FOLDER")!, TestContext.Current.CancellationToken);
        var member = GangMember.FromEnvironment(Variable, Convert.FromHexString(Variable("ATHANOR_TEST_SECRET")!), "child"u8.ToArray()) with
        {
            AnswerWithin = TimeSpan.FromMilliseconds(int.Parse(Variable("ATHANOR_TEST_PATIENCE")!, CultureInfo.InvariantCulture)),
        };
        using var collectives = Variable("ATHANOR_TEST_KIND") == "ring" ? await RingCollectives.JoinAsync(member, cancellation) : await SharedMemoryCollectives.JoinAsync(member, folder, cancellation);
        var values = new float[500_000];
        collectives.AllReduce(values);
        await File.WriteAllTextAsync(Path.Combine(folder, $"{member.Rank}.working"), "", cancellation);
        try
        {
            while (true) collectives.AllReduce(values);
        }
        catch (CollectiveException fault)
        {
            var file = Path.Combine(folder, $"{member.Rank}.fault");
            await File.WriteAllTextAsync($"{file}.new", fault.Message, cancellation);
            File.Move($"{file}.new", file);
        }
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name);
}
