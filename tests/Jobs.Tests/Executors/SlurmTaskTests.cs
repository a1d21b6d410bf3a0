using Athanor.Jobs.Executors.Slurm;

namespace Athanor.Jobs.Tests.Executors;

public sealed class SlurmTaskTests
{
    // man srun, OUTPUT ENVIRONMENT VARIABLES: "SLURM_TASKS_PER_NODE … If two or more consecutive nodes are to have the same task count, that count is followed by (x#)".
    [Theory, InlineData("2(x3),1", 0, 2), InlineData("2(x3),1", 2, 2), InlineData("2(x3),1", 3, 1), InlineData("4", 0, 4), InlineData("1,2,3", 2, 3)]
    public void Tasks_of_a_node_are_read_from_Slurms_short_form(string text, int node, int expected) => Assert.Equal(expected, SlurmTask.TasksOn(text, node));

    [Fact]
    public void A_line_of_the_queue_is_a_job_and_what_is_no_job_is_passed_over()
    {
        var jobs = SlurmJob.Parse("12|a-1|RUNNING|None|n[1-2]\n13|a-2|PENDING|Resources|\nslurm_load_jobs error\n");

        Assert.Equal(2, jobs.Count);
        Assert.False(jobs["12"].IsOver);
        Assert.True(jobs["13"].IsPending);
    }

    [Theory, InlineData("COMPLETED"), InlineData("NODE_FAIL"), InlineData("CANCELLED"), InlineData("TIMEOUT"), InlineData("OUT_OF_MEMORY"), InlineData("BOOT_FAIL"), InlineData("GONE")]
    public void What_will_not_run_again_is_over(string state) => Assert.True(new SlurmJob("1", "athanor", state, "", "").IsOver);
}
