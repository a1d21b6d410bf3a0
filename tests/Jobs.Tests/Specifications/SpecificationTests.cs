using Athanor.Foundation.Problems;
using Athanor.Foundation.Units;
using Athanor.Jobs.Model;
using Athanor.Jobs.Specifications;

namespace Athanor.Jobs.Tests.Specifications;

public sealed class SpecificationTests
{
    private const string Whole =
        """
        name: train
        project: plants
        command: [python3, train.py, "--rate", "0.1"]
        replicas: 2
        resources: { cpus: 1.5, memory: 4 GiB, gpus: 2, gpuModel: h100, gpuMemory: 40 GiB }
        directory: /srv/plants
        environment: { MODE: fast, EMPTY: "" }
        secrets: { HF_TOKEN: hf-token }
        inputs: [{ from: leaves@main, to: data/leaves }]
        outputs: [{ from: out, to: leaves@results }]
        priority: -5
        timeLimit: 2h
        retries: { limit: 3, backoff: 5s, maximumBackoff: 1m }
        after: [12, "13:end"]
        array: { size: 10, atOnce: 2 }
        checkpoint: { signal: sigusr2, grace: 90s }
        idle: { after: 30m, below: 10 }
        executor: local
        labels: [eu-only]
        options: { partition: train }
        """;

    [Fact]
    public void Every_field_is_read()
    {
        var read = Read(Whole);

        Assert.Equal(("train", "plants", 2, -5), (read.Name, read.Project, read.Replicas, read.Priority));
        Assert.Equal(["python3", "train.py", "--rate", "0.1"], read.Command);
        Assert.Equal(new(new Cpus(1500), new Bytes(4L << 30)) { Accelerators = new("gpu", 2) { Model = "h100", Memory = new(40L << 30) } }, read.Needs);
        Assert.Equal("", read.Environment["EMPTY"]);
        Assert.Equal("hf-token", read.Secrets["HF_TOKEN"]);
        Assert.Equal([new("leaves@main", "data/leaves")], read.Inputs);
        Assert.Equal([new("out", "leaves@results")], read.Outputs);
        Assert.Equal(new RetryRule(3, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1)), read.Retries);
        Assert.Equal([new(12, DependencyKind.Success), new(13, DependencyKind.End)], read.After);
        Assert.Equal(new JobArray(10, 2), read.Array);
        Assert.Equal(new CheckpointRule("SIGUSR2", TimeSpan.FromSeconds(90)), read.Checkpoint);
        Assert.Equal(new IdleRule(TimeSpan.FromMinutes(30), 10), read.Idle);
        Assert.Equal(("/srv/plants", "local", TimeSpan.FromHours(2)), (read.Directory, read.Executor, read.TimeLimit));
        Assert.Equal("train", read.Options["partition"]);
    }

    [Fact]
    public void What_is_stored_can_be_submitted_again()
    {
        var first = Read(Whole);

        var second = Read(JobDirectory.Serialize(first));

        Assert.Equal(JobDirectory.Serialize(first), JobDirectory.Serialize(second));
    }

    [Fact]
    public void A_command_alone_is_enough()
    {
        var read = Read("""{"command": ["true"]}""");

        Assert.Equal(("true", "default", 1), (read.Name, read.Project, read.Replicas));
        Assert.Equal(new(Cpus.Of(1), new JobsOptions().MemoryPerCpu), read.Needs);
    }

    [Fact]
    public void A_line_of_text_is_one_for_the_shell_and_a_list_is_read_by_none()
    {
        Assert.Equal(["/bin/sh", "-c", "echo $HOME"], Read("command: echo $HOME").Command);
        Assert.Equal(["echo", "$HOME"], Read("command: [echo, $HOME]").Command);
    }

    [Theory]
    [InlineData("{}", "`command` is missing")]
    [InlineData("command: [x]\nreplica: 2", "did you mean `replicas`?")]
    [InlineData("command: [x]\nreplicas: 0", "a whole number from 1 to 4096")]
    [InlineData("command: [x]\nresources: { memory: much }", "In `resources`: `memory` is 'much', and must be a size")]
    [InlineData("command: [x]\nresources: { gpuModel: h100 }", "`gpus` is missing")]
    [InlineData("command: [x]\nresources: { cpus: -1 }", "a number of processors above zero")]
    [InlineData("command: [x]\ntimeLimit: 5", "a time such as 30s")]
    [InlineData("command: [x]\ntimeLimit: 0s", "a time such as 30s")]
    [InlineData("command: [x]\nenvironment: { 'A B': c }", "no name of a variable")]
    [InlineData("command: [x]\nenvironment: { RANK: \"3\" }", "the launcher sets `RANK` itself")]
    [InlineData("command: [x]\nenvironment: { ATHANOR_TOKEN: mine }", "the launcher sets `ATHANOR_TOKEN` itself")]
    [InlineData("command: [x]\nenvironment: { A: \"b\\0c\" }", "holds a NUL")]
    [InlineData("command: [\"a\\0b\"]", "without a NUL")]
    [InlineData("command: [x]\ndirectory: relative", "an absolute path")]
    [InlineData("command: [x]\ndirectory: /srv/../etc", "an absolute path without `..`")]
    [InlineData("command: [x]\ninputs: [{ from: leaves@main, to: ../../etc }]", "a path within the work directory")]
    [InlineData("command: [x]\ninputs: [{ from: leaves@main, to: /etc }]", "a path within the work directory")]
    [InlineData("command: [x]\ninputs: [{ from: \"file:///etc/passwd\", to: data }]", "a dataset such as")]
    [InlineData("command: [x]\ninputs: [{ from: \"--delete@main\", to: data }]", "one line")]
    [InlineData("command: [x]\noutputs: [{ from: /etc, to: leaves@results }]", "a path within the work directory")]
    [InlineData("command: [x]\nafter: [me]", "a whole number")]
    [InlineData("command: [x]\nafter: [\"3:sometime\"]", "one of success, failure, end")]
    [InlineData("command: [x]\ncheckpoint: { signal: SIGKILL }", "the name of a signal")]
    [InlineData("command: [x]\nsecrets: { A: \"The value itself\" }", "never its value")]
    [InlineData("command: [x]\nexecutor: kubernetes", "one of local, slurm")]
    [InlineData("command: [x]\nname: \"a\\nb\"", "one line")]
    [InlineData("command: &a [x]\nlabels: *a", "references")]
    [InlineData("[1, 2]", "keys with values are expected")]
    public void What_cannot_be_is_refused_with_the_field_and_what_would_be_right(string text, string expected)
    {
        var refused = Assert.Throws<ProblemException>(() => Read(text));

        Assert.Equal(400, refused.Problem.Status);
        Assert.Contains(expected, refused.Problem.Detail.Replace(", in `", ". In `", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_specification_of_ten_megabytes_is_refused_before_it_is_read()
    {
        var refused = Assert.Throws<ProblemException>(() => Read($"command: [x]\nname: {new string('x', 10 << 20)}"));

        Assert.Equal(413, refused.Problem.Status);
    }

    private static JobSpecification Read(string text) => new SpecificationReader(new()).Read(text, "default");
}
