using Athanor.Foundation.Units;
using Athanor.Jobs.Model;

namespace Athanor.WebConsole.Jobs;

public sealed class JobWordsTests
{
    [Theory]
    [InlineData(0.24, "0.2 s")]
    [InlineData(59.9, "59 s")]
    [InlineData(60, "1 min")]
    [InlineData(3700, "1 h 1 min")]
    [InlineData(90_000, "1 d 1 h")]
    [InlineData(-5, "0 s")]
    public void A_time_is_said_in_its_two_greatest_units(double seconds, string expected) => Assert.Equal(expected, JobWords.Of(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Needs_are_said_with_the_number_of_replicas()
    {
        var one = new JobSpecification("train", "default", ["true"]) { Needs = new(Cpus.Of(4), new Bytes(16L << 30)) { Accelerators = new("gpu", 2) { Model = "h100" } } };

        Assert.Equal("4 CPUs, 16 GiB, 2 h100", JobWords.Of(one));
        Assert.Equal("3 × (4 CPUs, 16 GiB, 2 h100)", JobWords.Of(one with { Replicas = 3 }));
    }

    [Fact]
    public void A_command_is_shown_as_one_could_type_it()
    {
        var job = new JobSpecification("train", "default", ["python3", "train.py", "it's", ""]) { Needs = new(Cpus.Of(1), new Bytes(1)) };

        Assert.Equal("python3 train.py 'it'\\''s' ''", JobWords.CommandOf(job));
        Assert.Equal("echo $HOME", JobWords.CommandOf(job with { Command = ["/bin/sh", "-c", "echo $HOME\n"] }));
    }

    [Theory]
    [InlineData("plants@main", "/datasets/plants?ref=main")]
    [InlineData("plants", "/datasets/plants")]
    [InlineData("s3://leaves/oak/deep", "/buckets/leaves?prefix=oak%2Fdeep%2F")]
    public void Data_leads_to_where_it_is_shown(string place, string expected) => Assert.StartsWith(expected, JobAddress.OfData(place), StringComparison.Ordinal);
}
