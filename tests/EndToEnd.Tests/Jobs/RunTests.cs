using Athanor.Conformance;

namespace Athanor.EndToEnd.Jobs;

public sealed class RunTests : IAsyncLifetime
{
    private readonly JobServer _jobs = new();

    public async ValueTask InitializeAsync() => await _jobs.Server.StartAsync();

    public ValueTask DisposeAsync() => _jobs.DisposeAsync();

    [Fact]
    public async Task A_command_runs_in_this_folder_and_its_output_and_exit_code_are_those_of_the_command()
    {
        var run = await _jobs.RunAsync("--", "sh", "-c", "pwd; echo $0-$1; exit 3", "a", "b c");

        Assert.Equal(3, run.ExitCode);
        Assert.Equal($"{_jobs.Server.Folder}\na-b c\n", run.Output);
        Assert.Contains("Job 1 failed. It ended with exit code 3.", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ranks_see_the_variables_of_torchrun_and_GPUs_of_their_own()
    {
        var id = await _jobs.SubmitAsync(
            """
            command: 'echo $RANK $LOCAL_RANK $WORLD_SIZE $LOCAL_WORLD_SIZE $GROUP_RANK $MASTER_ADDR $TORCHELASTIC_RESTART_COUNT $CUDA_VISIBLE_DEVICES'
            replicas: 2
            resources: { gpus: 2, gpuModel: H100 }
            """);

        await _jobs.EndAsync(id);

        Assert.Equal("0 0 2 2 0 127.0.0.1 0 GPU-declared-h100-0,GPU-declared-h100-1\n", await _jobs.LogAsync(id, 0));
        Assert.Equal("1 1 2 2 0 127.0.0.1 0 GPU-declared-h100-2,GPU-declared-h100-3\n", await _jobs.LogAsync(id, 1));
    }

    [Fact]
    public async Task A_job_uses_the_doors_with_a_key_of_its_own_that_ends_with_it()
    {
        var id = await _jobs.SubmitAsync("command: 'printf %s \"$ATHANOR_TOKEN\"; curl -s -H \"Authorization: Bearer $ATHANOR_TOKEN\" $ATHANOR_URL/api/v1/whoami >who.json; cat who.json >&2'");
        var job = await _jobs.EndAsync(id);
        var log = await _jobs.LogAsync(id);

        Assert.Equal("succeeded", JobServer.StateOf(job));
        Assert.Contains($"\"name\":\"job/{id}\"", log, StringComparison.Ordinal);
        using var late = _jobs.Server.CreateClient(log[..log.IndexOf('{', StringComparison.Ordinal)]);
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, (await late.GetAsync("/api/v1/whoami", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task A_job_can_be_cancelled_at_every_moment_of_its_life()
    {
        var random = new Random(7);
        async Task CancelSomeAsync()
        {
            for (var turn = 0; turn < 15; turn++)
            {
                var id = await _jobs.SubmitAsync("command: 'sleep 600'\nresources: { cpus: 0.1, memory: 16MiB }");
                await Task.Delay(random.Next(30), TestContext.Current.CancellationToken);

                Assert.Equal(System.Net.HttpStatusCode.OK, await _jobs.CancelAsync(id));
                Assert.Equal("cancelled", JobServer.StateOf(await _jobs.EndAsync(id)));
            }
        }

        await Task.WhenAll(CancelSomeAsync(), CancelSomeAsync(), CancelSomeAsync(), CancelSomeAsync());

        Assert.Empty(JobServer.ProcessesWith($"ATHANOR_REPLICA_FOLDER={_jobs.Server.Folder}/"));
    }

    [Fact]
    public async Task Jobs_under_another_account_own_their_folders_and_nothing_that_they_name()
    {
        if (Environment.UserName != "root") Requirement.Missing("Only root may run jobs under another account.");
        var root = Directory.CreateDirectory($"/tmp/athanor-jobs-{Environment.ProcessId}").FullName;
        var chosen = Directory.CreateDirectory($"{root}/chosen").FullName;
        await using var jobs = await JobServer.StartAsync(4, "--jobs.account", "nobody", "--jobs.folder", $"{root}/jobs");
        var own = await jobs.SubmitAsync("command: 'id -un && echo made >$ATHANOR_CHECKPOINTS/c && echo made >made && cat made $ATHANOR_CHECKPOINTS/c'");
        var refused = await jobs.EndAsync(await jobs.SubmitAsync($"command: 'echo made >made'\ndirectory: {chosen}"));

        Assert.Equal("succeeded", JobServer.StateOf(await jobs.EndAsync(own)));
        Assert.Equal("nobody\nmade\nmade\n", await jobs.LogAsync(own));
        Assert.Equal("failed", JobServer.StateOf(refused));
        Assert.Empty(Directory.GetFileSystemEntries(chosen));
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public async Task A_secret_reaches_the_command_and_nothing_else()
    {
        using var set = await _jobs.Server.Client.SendAsync(new(HttpMethod.Put, "/api/v1/projects/default/secrets/hf-token") { Content = System.Net.Http.Json.JsonContent.Create(new { value = "s3cr3t-v4lue" }) }, TestContext.Current.CancellationToken);
        Assert.True(set.IsSuccessStatusCode);

        var id = await _jobs.SubmitAsync("command: 'printf %s \"$TOKEN\" | sha256sum'\nsecrets: { TOKEN: hf-token }");
        var job = await _jobs.EndAsync(id);

        Assert.StartsWith(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("s3cr3t-v4lue"u8)), await _jobs.LogAsync(id), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t-v4lue", job.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t-v4lue", _jobs.Server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.EnumerateFiles(_jobs.Server.Folder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith("-wal", StringComparison.Ordinal)), file => Holds(file, "s3cr3t-v4lue"));
    }

    [Fact]
    public async Task Inputs_are_there_before_the_start_and_outputs_are_committed_after_the_end()
    {
        var photos = Directory.CreateDirectory(Path.Combine(_jobs.Server.Folder, "photos"));
        await File.WriteAllTextAsync(Path.Combine(photos.FullName, "oak.txt"), "an oak", TestContext.Current.CancellationToken);
        Assert.Equal(0, (await AthanorCommand.RunAsync(_jobs.Server, "data", "create", "leaves", "--label", "field-data")).ExitCode);
        Assert.Equal(0, (await AthanorCommand.RunAsync(_jobs.Server, "data", "import", photos.FullName, "leaves", "-m", "first")).ExitCode);

        var id = await _jobs.SubmitAsync(
            """
            command: 'cat data/oak.txt && ! touch data/new 2>/dev/null; mkdir out && tr a-z A-Z <data/oak.txt >out/loud.txt'
            inputs: [{ from: leaves, to: data }]
            outputs: [{ from: out, to: leaves@main/loud }]
            """);
        var job = await _jobs.EndAsync(id);

        Assert.True(JobServer.StateOf(job) == "succeeded", $"{job}\n{await _jobs.LogAsync(id)}\n{await _jobs.Server.Client.GetStringAsync($"/api/v1/jobs/{id}/log?stage=prepare", TestContext.Current.CancellationToken)}");
        Assert.Contains("field-data", job.GetProperty("specification").GetProperty("labels").ToString(), StringComparison.Ordinal);
        var listed = await AthanorCommand.RunAsync(_jobs.Server, "data", "ls", "leaves@main", "-r", "--json");
        Assert.Contains("loud/loud.txt", listed.Output, StringComparison.Ordinal);
        var facts = await _jobs.Server.Client.ListFactsAsync($"/api/v1/journal?subject=job/{id}&verb=job.submitted");
        Assert.Contains(facts[0].GetProperty("parents").EnumerateArray(), parent => parent.GetString()!.StartsWith("commit/leaves/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Jobs_wait_for_others_and_say_so_when_that_can_no_longer_be()
    {
        var good = await _jobs.SubmitAsync("command: 'sleep 0.3'");
        var bad = await _jobs.SubmitAsync("command: ['false']");
        var afterGood = await _jobs.SubmitAsync($"command: ['true']\nafter: [{good}]");
        var afterBad = await _jobs.SubmitAsync($"command: ['true']\nafter: [{bad}, {good}]");
        var afterFailure = await _jobs.SubmitAsync($"command: ['true']\nafter: ['{bad}:failure']");

        Assert.Equal("succeeded", JobServer.StateOf(await _jobs.EndAsync(afterGood)));
        Assert.Equal("succeeded", JobServer.StateOf(await _jobs.EndAsync(afterFailure)));
        var never = await _jobs.EndAsync(afterBad);
        Assert.Equal("failed", JobServer.StateOf(never));
        Assert.Equal($"Job {bad} failed, and this one waited for its success.", JobServer.ReasonOf(never));
    }

    [Fact]
    public async Task An_array_is_as_many_jobs_with_numbers_and_not_more_at_once_than_it_says()
    {
        var first = await _jobs.SubmitAsync("command: 'echo $ATHANOR_ARRAY_INDEX; sleep 0.2'\narray: { size: 6, atOnce: 2 }");

        var most = 0;
        while (true)
        {
            var active = (await _jobs.Server.GetAsync($"/api/v1/jobs?array={first}&state=placed,running")).GetProperty("items").GetArrayLength();
            most = Math.Max(most, active);
            var over = (await _jobs.Server.GetAsync($"/api/v1/jobs?array={first}&state=succeeded")).GetProperty("items").GetArrayLength();
            if (over == 6) break;
        }

        Assert.InRange(most, 1, 2);
        Assert.Equal("5\n", await _jobs.LogAsync(first + 5));
    }

    [Fact]
    public async Task A_failed_job_is_tried_again_and_its_attempts_can_be_told_apart()
    {
        var id = await _jobs.SubmitAsync("command: 'echo attempt $ATHANOR_ATTEMPT restart $TORCHELASTIC_RESTART_COUNT; test -e $ATHANOR_CHECKPOINTS/mark || { touch $ATHANOR_CHECKPOINTS/mark; exit 5; }'\nretries: { limit: 2, backoff: 1s }");

        var job = await _jobs.EndAsync(id);

        Assert.Equal(("succeeded", 2), (JobServer.StateOf(job), job.GetProperty("attempts").GetInt32()));
        Assert.Equal("attempt 1 restart 0\n", await _jobs.LogAsync(id, attempt: 1));
        Assert.Equal("attempt 2 restart 1\n", await _jobs.LogAsync(id, attempt: 2));
        var verbs = (await _jobs.Server.Client.ListFactsAsync($"/api/v1/journal?subject=job/{id}")).Select(fact => fact.GetProperty("verb").GetString()).Order();
        Assert.Subset(verbs.ToHashSet(), new HashSet<string?> { "job.submitted", "job.placed", "job.held", "job.queued", "job.succeeded" });
    }

    [Fact]
    public async Task Why_explains_a_full_machine()
    {
        var holder = await _jobs.SubmitAsync("command: 'sleep 60'\nresources: { cpus: 6 }\ntimeLimit: 10m");
        await _jobs.BecomesAsync(holder, "running");
        var waiting = await _jobs.SubmitAsync("command: ['true']\nresources: { cpus: 4 }");

        var why = await AthanorCommand.RunAsync(_jobs.Server, "jobs", "why", $"{waiting}");

        Assert.Contains("4 CPUs", why.Output, StringComparison.Ordinal);
        Assert.Contains($"job {holder} of admin (default) holds 6 CPUs", why.Output, StringComparison.Ordinal);
        Assert.Contains("It can start at", why.Output, StringComparison.Ordinal);
        await _jobs.CancelAsync(holder);
        Assert.Equal("succeeded", JobServer.StateOf(await _jobs.EndAsync(waiting)));
    }

    [Fact]
    public async Task A_job_of_higher_priority_gets_the_place_of_one_that_can_make_a_checkpoint()
    {
        var low = await _jobs.SubmitAsync(
            """
            command: 'trap "echo saved; exit 75" USR1; echo begins; test $ATHANOR_ATTEMPT = 2 && exit 0; while :; do sleep 0.05; done'
            resources: { cpus: 8 }
            checkpoint: { signal: SIGUSR1, grace: 20s }
            """);
        await _jobs.SaysAsync(low, "begins");
        await _jobs.BecomesAsync(low, "running");
        var high = await _jobs.SubmitAsync("command: ['true']\nresources: { cpus: 8 }\npriority: 10");

        Assert.Equal("succeeded", JobServer.StateOf(await _jobs.EndAsync(high)));
        var job = await _jobs.EndAsync(low);

        Assert.Equal(("succeeded", 2, 0), (JobServer.StateOf(job), job.GetProperty("attempts").GetInt32(), job.GetProperty("failures").GetInt32()));
        Assert.Equal("begins\nsaved\n", await _jobs.LogAsync(low, attempt: 1));
    }

    private static bool Holds(string file, string text)
    {
        try
        {
            return File.ReadAllText(file, System.Text.Encoding.Latin1).Contains(text, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
