using System.Net;
using System.Net.Http.Json;

namespace Athanor.EndToEnd.Jobs;

/// <summary>What people send that is wrong, or not theirs.</summary>
public sealed class JobInputTests : IAsyncLifetime
{
    private readonly JobServer _jobs = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _jobs.Server.StartAsync();

    public ValueTask DisposeAsync() => _jobs.DisposeAsync();

    [Theory]
    [InlineData("command: [x]\nreplica: 2", "jobs/bad-specification")]
    [InlineData("command: [x]\nresources: { gpus: 5 }", "jobs/impossible")]
    [InlineData("command: [x]\nresources: { cpus: 4 }\nreplicas: 3", "jobs/impossible")]
    [InlineData("command: [x]\nlabels: [eu-only]", "jobs/impossible")]
    [InlineData("command: [x]\nexecutor: slurm", "jobs/unknown-executor")]
    [InlineData("command: [x]\nafter: [999]", "jobs/unknown-dependency")]
    [InlineData("command: [x]\ninputs: [{ from: nothing@main, to: data }]", "datasets/unknown-dataset")]
    [InlineData("\"\\uD800\"", "jobs/bad-specification")]
    public async Task What_cannot_run_is_refused_and_nothing_is_kept_of_it(string specification, string code)
    {
        using var answer = await _jobs.SendAsync(specification);

        Assert.Contains($"\"{code}\"", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Empty(await _jobs.Server.Client.ListAsync("/api/v1/jobs"));
    }

    [Theory, InlineData("herbs@main"), InlineData("s3://herbs/main")]
    public async Task Data_that_may_not_leave_its_region_does_not_by_whichever_name_it_is_read(string source)
    {
        await _jobs.Server.Client.CreateAsync("/api/v1/datasets", new { name = "herbs", labels = new[] { "eu-only" } });
        Directory.CreateDirectory(Path.Combine(_jobs.Server.Folder, "herbs"));
        await File.WriteAllTextAsync(Path.Combine(_jobs.Server.Folder, "herbs", "mint.txt"), "mint", Cancellation);
        Assert.Equal(0, (await AthanorCommand.RunAsync(_jobs.Server, "data", "import", "herbs", "herbs", "-m", "first")).ExitCode);

        using var answer = await _jobs.SendAsync($"command: [x]\ninputs: [{{ from: \"{source}\", to: data }}]");

        Assert.Contains("may only be used in the region eu", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_specification_of_ten_megabytes_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/jobs") { Content = new StringContent($"command: [x]\nname: {new string('x', 10 << 20)}") };
        request.Content.Headers.ContentType = new("application/yaml");
        request.Headers.ExpectContinue = true;
        using var answer = await _jobs.Server.Client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task Nothing_of_a_specification_is_read_by_a_shell_that_nobody_asked_for()
    {
        var id = await _jobs.SubmitAsync("""{"command": ["printf", "%s|", "$(touch /tmp/athanor-injected)", "; id", "`id`", "a b"], "environment": {"X": "$(touch /tmp/athanor-injected)\n'\""}}""");
        await _jobs.EndAsync(id);

        Assert.Equal("$(touch /tmp/athanor-injected)|; id|`id`|a b|", await _jobs.LogAsync(id));
        Assert.False(File.Exists("/tmp/athanor-injected"));
    }

    [Fact]
    public async Task Jobs_of_a_project_are_there_for_its_people_only()
    {
        await _jobs.Server.Client.CreateAsync("/api/v1/projects", new { name = "plants" });
        var id = await _jobs.SubmitAsync("command: 'sleep 600'\nproject: plants");
        using var viewer = _jobs.Server.CreateClient(await _jobs.Server.AddPersonAsync("vera", "viewer", "plants"));
        using var other = _jobs.Server.CreateClient(await _jobs.Server.AddPersonAsync("otto", "contributor", "default"));
        using var peer = _jobs.Server.CreateClient(await _jobs.Server.AddPersonAsync("pia", "contributor", "plants"));

        Assert.Equal(HttpStatusCode.OK, (await viewer.GetAsync($"/api/v1/jobs/{id}", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.PostAsync($"/api/v1/jobs/{id}/cancel", null, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await _jobs.SendAsync("command: ['true']\nproject: plants", viewer)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/api/v1/jobs/{id}", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/api/v1/jobs/{id}/log", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.PostAsync($"/api/v1/jobs/{id}/cancel", null, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _jobs.SendAsync($"command: ['true']\nafter: [{id}]", other)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await peer.PostAsync($"/api/v1/jobs/{id}/cancel", null, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await _jobs.SendAsync("command: ['true']\nproject: plants\npriority: 5", peer)).StatusCode);
        Assert.Empty(await other.ListAsync("/api/v1/jobs"));
    }

    [Fact]
    public async Task A_key_of_a_job_may_do_no_more_than_its_owner_and_only_in_its_project()
    {
        await _jobs.Server.Client.CreateAsync("/api/v1/projects", new { name = "plants" });
        var id = await _jobs.SubmitAsync("command: 'printf %s \"$ATHANOR_TOKEN\"; sleep 600'\nproject: plants");
        await _jobs.SaysAsync(id, ".");
        using var job = _jobs.Server.CreateClient(await _jobs.LogAsync(id));

        Assert.Equal(HttpStatusCode.OK, (await job.GetAsync($"/api/v1/jobs/{id}", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await job.PostAsJsonAsync("/api/v1/projects", new { name = "mine" }, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await _jobs.SendAsync("command: ['true']\nproject: default", job)).StatusCode);
        Assert.NotEqual(HttpStatusCode.Created, (await job.PostAsJsonAsync("/api/v1/keys", new { }, Cancellation)).StatusCode);
        await _jobs.SubmitAsync("command: ['true']\nproject: plants", job);
    }

    [Fact]
    public async Task A_quota_holds_and_why_says_so()
    {
        using var set = await _jobs.Server.Client.PutAsJsonAsync("/api/v1/queue/projects/default", new { cpus = 2 }, Cancellation);
        set.EnsureSuccessStatusCode();
        var holder = await _jobs.SubmitAsync("command: 'sleep 600'\nresources: { cpus: 2 }");
        await _jobs.BecomesAsync(holder, "running");
        var waiting = await _jobs.SubmitAsync("command: ['true']");

        var why = await _jobs.Server.GetAsync($"/api/v1/jobs/{waiting}/why");

        Assert.Equal("quota", why.GetProperty("constraint").GetString());
        Assert.Contains("quota of project default", why.GetProperty("change").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_thousand_jobs_wait_and_the_server_answers()
    {
        var holder = await _jobs.SubmitAsync("command: 'sleep 600'\nresources: { cpus: 8 }");
        await _jobs.BecomesAsync(holder, "running");
        var first = await _jobs.SubmitAsync("command: ['true']\narray: 10000");

        Assert.Equal("queued", JobServer.StateOf(await _jobs.Server.GetAsync($"/api/v1/jobs/{first + 9999}")));
        Assert.Equal(10_000, (await _jobs.Server.GetAsync("/api/v1/queue")).GetProperty("waiting").GetInt32());
        Assert.Equal("resources", (await _jobs.Server.GetAsync($"/api/v1/jobs/{first}/why")).GetProperty("constraint").GetString());
    }
}
